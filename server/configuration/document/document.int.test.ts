import { beforeAll, expect, test } from "vitest";
import { GroupCreateInput } from "@/server/access/group/schema";
import { createGroup } from "@/server/access/group/service";
import type { ServiceContext } from "@/server/kernel/context";
import { CreateChannelInput } from "@/server/supply/channel/schema";
import { createChannel, deleteChannel } from "@/server/supply/channel/service";
import { PriceSaveInput } from "@/server/supply/price/schema";
import { savePrice } from "@/server/supply/price/service/save";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { updateSettings } from "../setting/service";
import { exportDocument, writeDocument } from "./export";
import { applyImport, previewImport } from "./import";
import type { ConfigurationDocument } from "./schema";
import { openSecrets } from "./seal";

const PASSPHRASE = "correct horse battery";
const PROXY = "http://operator:planted-proxy-password@proxy.example:3128";
const KEY = "sk-planted-upstream-key-0001";
const PATIENT = 300_000;

eachEngine("a document of the configuration", (database) => {
  let root: ServiceContext;
  let channelId: string;

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    root = (await signedInAs(database.db, "root")).ctx;
    await createGroup(root, GroupCreateInput.parse({ name: "vip", displayName: "VIP", ratio: "0.8" }));
    await setPrice("gpt-a", "2");
    const channel = CreateChannelInput.parse({
      name: "Alpha",
      provider: "openai",
      baseUrl: "https://93.184.216.34/v1",
      models: ["gpt-a"],
      groups: ["default", "vip"],
      keys: [KEY, "sk-planted-upstream-key-0002"],
      headers: { "x-team": "planted-header-value" },
      proxy: PROXY,
    });
    channelId = (await createChannel(root, channel)).id;
    await setSetting("mail.password", "planted-mail-password");
  });

  async function setPrice(model: string, inputPrice: string): Promise<void> {
    const row = await database.db.modelPrice.findUnique({ where: { model } });
    const fields = { mode: "token", inputPrice, outputPrice: "8", cachedInputPrice: null, callPrice: "0" };
    await savePrice(
      root,
      PriceSaveInput.parse({ ...fields, model, version: row?.version ?? 0, isJumpConfirmed: true }),
    );
  }

  async function setSetting(key: string, value: unknown): Promise<void> {
    const row = await database.db.setting.findUnique({ where: { key } });
    await updateSettings(root, { changes: [{ key, value, version: row?.version ?? 0 }] });
  }

  async function exported(passphrase?: string): Promise<ConfigurationDocument> {
    return (await exportDocument(root, passphrase === undefined ? {} : { passphrase })).document;
  }

  const bring = (document: ConfigurationDocument, more: object = {}) =>
    applyImport(root, { text: writeDocument(document), reason: "test", ...more });
  const preview = (document: ConfigurationDocument, more: object = {}) =>
    previewImport(root, { text: writeDocument(document), ...more });
  const objectsOf = ({ objects, kinds }: ConfigurationDocument) => ({ objects, kinds });

  test(
    "imported where it came from changes nothing",
    async () => {
      const document = await exported();
      expect(await preview(document)).toMatchObject({ items: [], changeCount: 0, refusal: null });
      expect(await bring(document)).toEqual({ changeId: null, count: 0, jobId: null });
    },
    PATIENT,
  );

  test(
    "holds no secret without a passphrase, and with it opens to all of them",
    async () => {
      const open = writeDocument(await exported());
      expect(open).not.toMatch(/planted/);
      const sealed = await exported(PASSPHRASE);
      expect(writeDocument(sealed)).not.toMatch(/planted/);
      if (!sealed.secrets) throw new Error("a document with a passphrase has secrets");
      const secrets = await openSecrets(sealed.secrets, PASSPHRASE);
      expect(secrets.settings["mail.password"]).toBe("planted-mail-password");
      expect(secrets.channels[channelId]?.keys[0]).toEqual({ value: KEY, isDisabled: false });
      expect(secrets.channels[channelId]?.headers).toEqual({ "x-team": "planted-header-value" });
      expect(secrets.channels[channelId]?.proxy).toBe(PROXY);
    },
    PATIENT,
  );

  test(
    "brings back what was changed and what was deleted, with its secrets, as one change",
    async () => {
      const document = await exported(PASSPHRASE);
      await setPrice("gpt-a", "3");
      await setSetting("mail.password", "another");
      await deleteChannel(root, { id: channelId });
      await database.db.channelKey.deleteMany({ where: { channelId } });
      await database.db.channel.update({ where: { id: channelId }, data: { proxy: "" } });
      const { changeId, count } = await bring(document, { passphrase: PASSPHRASE });
      expect(count).toBe(3);
      const after = await exported(PASSPHRASE);
      expect(objectsOf(after)).toEqual(objectsOf(document));
      if (!after.secrets || !document.secrets) throw new Error("both documents have secrets");
      expect(await openSecrets(after.secrets, PASSPHRASE)).toEqual(await openSecrets(document.secrets, PASSPHRASE));
      const revisions = await database.db.revision.findMany({ where: { changeId: changeId ?? "" } });
      expect(new Set(revisions.map(({ kind }) => kind))).toEqual(new Set(["price", "setting", "channel"]));
      const event = await database.db.auditEvent.findFirstOrThrow({
        where: { action: "document.import", targetId: changeId ?? "" },
      });
      expect(event.changes).not.toMatch(/planted/);
      expect(await bring(document, { passphrase: PASSPHRASE })).toEqual({ changeId: null, count: 0, jobId: null });
    },
    PATIENT,
  );

  test(
    "gives a channel of another installation the id it has here, found by its name",
    async () => {
      const document = await exported();
      const elsewhere = {
        ...document,
        objects: document.objects.map((object) =>
          object.id === channelId
            ? { ...object, id: "alpha", content: { ...object.content, notes: "from afar" } }
            : object,
        ),
      };
      const { items } = await preview(elsewhere);
      expect(items).toMatchObject([{ kind: "channel", id: channelId, effect: "update", changes: [{ path: "notes" }] }]);
    },
    PATIENT,
  );

  test(
    "leaves a channel without keys switched off, and a second import finds nothing to do",
    async () => {
      const document = await exported();
      const [alpha] = document.objects.filter(({ id }) => id === channelId);
      if (!alpha) throw new Error("the channel is exported");
      const named = { ...alpha, id: "beta", content: { ...alpha.content, name: "Beta" } };
      const added = { ...document, objects: [...document.objects, named] };
      expect((await preview(added)).items).toMatchObject([{ effect: "create", lacksKeys: true, faults: [] }]);
      await bring(added);
      const beta = await database.db.channel.findFirstOrThrow({ where: { name: "Beta" } });
      expect(beta.status).toBe("disabled");
      expect(beta.id).toMatch(/^chn_/);
      expect(await bring(added)).toEqual({ changeId: null, count: 0, jobId: null });
      await deleteChannel(root, { id: beta.id });
    },
    PATIENT,
  );

  test(
    "overwrites, passes over what was changed here since, or adds only what is new",
    async () => {
      const document = await exported();
      await setPrice("gpt-a", "4");
      const withNew = {
        ...document,
        objects: [
          ...document.objects,
          {
            kind: "group" as const,
            id: "new-one",
            label: "New",
            content: { displayName: "New", description: "", ratio: "1", isSelectable: false },
          },
        ],
      };
      const held = (items: { id: string; held: string | null }[]) =>
        Object.fromEntries(items.map(({ id, held }) => [id, held]));
      expect(held((await preview(withNew, { policy: "overwrite" })).items)).toEqual({ "gpt-a": null, "new-one": null });
      expect(held((await preview(withNew, { policy: "skip" })).items)).toEqual({
        "gpt-a": "conflict",
        "new-one": null,
      });
      expect(held((await preview(withNew, { policy: "only_new" })).items)).toEqual({
        "gpt-a": "policy",
        "new-one": null,
      });
      await bring(withNew, { policy: "only_new" });
      expect(
        (await database.db.modelPrice.findUniqueOrThrow({ where: { model: "gpt-a" } })).inputPrice.toString(),
      ).toBe("4");
      const { items } = await preview(document, { policy: "overwrite", deleteKinds: ["group"], kinds: ["group"] });
      expect(items).toMatchObject([{ id: "new-one", effect: "delete" }]);
      await bring(document, { deleteKinds: ["group"] });
      expect(await database.db.group.findUnique({ where: { name: "new-one" } })).toBeNull();
      expect(objectsOf(await exported())).toEqual(objectsOf(document));
    },
    PATIENT,
  );

  test(
    "deletes nothing of a kind that it never held",
    async () => {
      const { document } = await exportDocument(root, { kinds: ["price"] });
      await expect(preview(document, { deleteKinds: ["channel"] })).rejects.toMatchObject({
        reason: "document.kind_not_whole",
      });
    },
    PATIENT,
  );

  test(
    "names a price that jumps, and wants a yes before it does all or nothing",
    async () => {
      const document = await exported();
      const jumping = {
        ...document,
        objects: document.objects.map((object) => {
          if (object.kind === "price") return { ...object, content: { ...object.content, inputPrice: "200" } };
          return object.id === "site.name" ? { ...object, content: { value: "Half-way" } } : object;
        }),
      };
      expect(await preview(jumping)).toMatchObject({ refusal: null, jump: { reason: "price.jump" } });
      await expect(bring(jumping)).rejects.toMatchObject({ reason: "price.jump" });
      expect(objectsOf(await exported())).toEqual(objectsOf(document));
      await bring(jumping, { isJumpConfirmed: true });
      expect(objectsOf(await exported())).toEqual(objectsOf(jumping));
      await bring(document, { isJumpConfirmed: true });
    },
    PATIENT,
  );

  test(
    "names the object and the field that do not fit, and touches nothing",
    async () => {
      const document = await exported();
      const faulty = {
        ...document,
        objects: document.objects.map((object) =>
          object.kind === "price" ? { ...object, content: { ...object.content, inputPrice: "-1" } } : object,
        ),
      };
      const { items } = await preview(faulty);
      expect(items[0]?.faults[0]).toMatchObject({ path: "inputPrice" });
      await expect(bring(faulty)).rejects.toMatchObject({
        reason: "document.faulty",
        meta: { label: "gpt-a", count: 1 },
      });
    },
    PATIENT,
  );

  test(
    "is refused when something changed after the preview",
    async () => {
      const document = await exported();
      await setPrice("gpt-a", "5");
      const { fingerprint } = await preview(document);
      await setPrice("gpt-a", "6");
      await expect(bring(document, { fingerprint })).rejects.toMatchObject({ reason: "document.changed_since" });
    },
    PATIENT,
  );

  test(
    "is for those who may: nobody below root imports, and secrets ask for the password",
    async () => {
      const document = await exported();
      const { ctx: admin } = await signedInAs(database.db, "admin", { isSteppedUp: false });
      await expect(previewImport(admin, { text: writeDocument(document) })).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      const { ctx: lateRoot } = await signedInAs(database.db, "root", { isSteppedUp: false });
      await expect(exportDocument(lateRoot, { passphrase: PASSPHRASE })).rejects.toMatchObject({
        code: "STEP_UP_REQUIRED",
      });
      const { document: sealed } = await exportDocument(systemOf(database.db), { passphrase: PASSPHRASE });
      const wrong = previewImport(root, { text: writeDocument(sealed), passphrase: "wrong horse battery" });
      await expect(wrong).rejects.toMatchObject({ reason: "document.passphrase_wrong" });
    },
    PATIENT,
  );
});
