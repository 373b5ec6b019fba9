import { beforeAll, expect, test } from "vitest";
import { GroupCreateInput, GroupUpdateInput } from "@/server/access/group/schema";
import { createGroup, updateGroup } from "@/server/access/group/service";
import type { ServiceContext } from "@/server/kernel/context";
import { CreateChannelInput } from "@/server/supply/channel/schema";
import { createChannel } from "@/server/supply/channel/service";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { publishDraft } from "../draft/publish";
import { getDraft } from "../draft/read";
import { updateSettings } from "../setting/service";
import { importAsDraft } from "./draft-import";
import { exportDocument, writeDocument } from "./export";
import { previewImport } from "./import";
import type { ConfigurationDocument } from "./schema";
import { openSecrets } from "./seal";

const PASSPHRASE = "correct horse battery";
const PATIENT = 300_000;
/** Of a key that nobody has any more. */
const LOST = "v1.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AAAA";

eachEngine("a document for somebody else to publish, and secrets that are lost", (database) => {
  let root: ServiceContext;
  let channelId: string;

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    root = (await signedInAs(database.db, "root")).ctx;
    await createGroup(root, GroupCreateInput.parse({ name: "vip", displayName: "VIP", ratio: "0.8" }));
    const channel = CreateChannelInput.parse({
      name: "Alpha",
      provider: "openai",
      baseUrl: "https://93.184.216.34/v1",
      models: ["gpt-a"],
      groups: ["default"],
      keys: ["sk-planted-upstream-key-0001"],
    });
    channelId = (await createChannel(root, channel)).id;
    await setPassword("planted-mail-password");
  });

  async function setPassword(value: string): Promise<void> {
    const row = await database.db.setting.findUnique({ where: { key: "mail.password" } });
    await updateSettings(root, { changes: [{ key: "mail.password", value, version: row?.version ?? 0 }] });
  }

  const ratioOf = async (name: string) =>
    (await database.db.group.findUniqueOrThrow({ where: { name } })).ratio.toString();

  /** A document whose group has another ratio than here. */
  async function withRatio(ratio: string, passphrase?: string): Promise<ConfigurationDocument> {
    const { document } = await exportDocument(root, passphrase === undefined ? {} : { passphrase });
    const objects = document.objects.map((object) =>
      object.id === "vip" ? { ...object, content: { ...object.content, ratio } } : object,
    );
    return { ...document, objects };
  }

  test(
    "changes nothing until another person publishes it",
    async () => {
      const text = writeDocument(await withRatio("0.7"));
      const { fingerprint } = await previewImport(root, { text });
      const kept = await importAsDraft(root, { text, fingerprint, title: "Cheaper", reason: "from staging" });
      expect(kept).toMatchObject({ count: 1, leftOut: [], hasSecrets: false });
      expect(await ratioOf("vip")).toBe("0.8");
      const { draft } = kept;
      if (!draft) throw new Error("one change makes a draft");
      const { ctx: admin } = await signedInAs(database.db, "admin");
      const { changes, title } = await getDraft(admin, draft);
      expect(title).toBe("Cheaper");
      expect(changes).toMatchObject([{ kind: "group", id: "vip", isStale: false, faults: [] }]);
      await publishDraft(admin, { ...draft, isJumpConfirmed: false });
      expect(await ratioOf("vip")).toBe("0.7");
      expect(await importAsDraft(root, { text, title: "Again" })).toMatchObject({ draft: null, count: 0 });
    },
    PATIENT,
  );

  test(
    "carries no secret, and says whose it left out",
    async () => {
      const text = writeDocument(await withRatio("0.6", PASSPHRASE));
      await setPassword("another-planted-password");
      const kept = await importAsDraft(root, { text, passphrase: PASSPHRASE, title: "With secrets" });
      expect(kept).toMatchObject({ count: 1, hasSecrets: true, leftOut: [{ kind: "setting", id: "mail.password" }] });
      const stored = await database.db.draft.findUniqueOrThrow({ where: { id: kept.draft?.id ?? "" } });
      expect(stored.changes).not.toContain("planted");
      const closed = await importAsDraft(root, { text, title: "Without the passphrase" });
      expect(closed).toMatchObject({ count: 1, hasSecrets: true, leftOut: [] });
    },
    PATIENT,
  );

  test(
    "is refused when something changed after the preview, and for whoever may not import",
    async () => {
      const text = writeDocument(await withRatio("0.5"));
      const { fingerprint } = await previewImport(root, { text });
      const { version } = await database.db.group.findUniqueOrThrow({ where: { name: "vip" } });
      await updateGroup(root, GroupUpdateInput.parse({ name: "vip", version, ratio: "0.55" }));
      await expect(importAsDraft(root, { text, fingerprint, title: "Late" })).rejects.toMatchObject({
        reason: "document.changed_since",
      });
      const { ctx: admin } = await signedInAs(database.db, "admin");
      await expect(importAsDraft(admin, { text, title: "Not mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    },
    PATIENT,
  );

  test(
    "an export names the objects whose secrets cannot be decrypted, and holds those of the others",
    async () => {
      await setPassword("planted-mail-password");
      const { document: whole } = await exportDocument(root, { passphrase: PASSPHRASE });
      const key = await database.db.channelKey.findFirstOrThrow({ where: { channelId } });
      await database.db.channelKey.update({ where: { id: key.id }, data: { secret: LOST } });
      const { document, leftOut } = await exportDocument(root, { passphrase: PASSPHRASE });
      expect(leftOut).toEqual([{ kind: "channel", id: channelId, label: "Alpha" }]);
      if (!document.secrets) throw new Error("a document with a passphrase has secrets");
      const secrets = await openSecrets(document.secrets, PASSPHRASE);
      expect(secrets.channels).toEqual({});
      expect(secrets.settings["mail.password"]).toBe("planted-mail-password");
      expect((await exportDocument(root, {})).leftOut).toEqual([]);

      await database.db.setting.update({ where: { key: "mail.password" }, data: { value: LOST } });
      const { leftOut: both } = await exportDocument(root, { passphrase: PASSPHRASE });
      expect(both.map(({ id }) => id)).toEqual(["mail.password", channelId]);

      const { items } = await previewImport(root, { text: writeDocument(whole), passphrase: PASSPHRASE });
      const changed = items.filter(({ isSecretChanged }) => isSecretChanged).map(({ id }) => id);
      expect(changed).toEqual(["mail.password", channelId]);
    },
    PATIENT,
  );
});
