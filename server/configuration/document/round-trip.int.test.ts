import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { createCategory } from "@/server/configuration/category/service";
import { createConfig } from "@/server/configuration/config/service/save";
import { createTemplate } from "@/server/configuration/template/service/create";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { CreateChannelInput } from "@/server/supply/channel/schema";
import { createChannel } from "@/server/supply/channel/service";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { applyObjects, prepareObjects } from "../revision/apply";
import { inOneChange } from "../revision/one-change";
import type { RevisionKind } from "../revision/schema";
import { exportDocument, writeDocument } from "./export";
import { applyImport } from "./import";
import type { ConfigurationDocument, DocumentObject } from "./schema";
import { openSecrets } from "./seal";

const PASSPHRASE = "correct horse battery";
const OBJECTS = 9;

type Step = { object: number; state: number | null };
/** Null: the object is deleted. */
const step: fc.Arbitrary<Step> = fc.record({
  object: fc.nat({ max: OBJECTS - 1 }),
  state: fc.option(fc.nat({ max: 3 }), { freq: 3 }),
});

/** Another state of an object, with its other fields as they are. */
function changed({ kind, id, content }: DocumentObject, state: number): object {
  const changes: Record<RevisionKind, object> = {
    setting: { value: id === "site.name" ? `Site ${state}` : 60 + state },
    price: { inputPrice: `${2 + state}` },
    group: { ratio: `1.${state + 1}`, displayName: `Group ${state}` },
    channel: { models: [`m${state}`, "shared"], priority: state, status: state % 2 ? "enabled" : "disabled" },
    category: { description: `Description ${state}`, position: state },
    template: { description: `Description ${state}` },
    config: { name: `Name ${state}`, isActive: state % 2 === 0 },
    plan: {},
  };
  return { ...content, ...changes[kind] };
}

eachEngine("export, any changes, import", (database) => {
  let root: ServiceContext;

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    const { ctx, user } = await signedInAs(database.db, "root");
    root = ctx;
    await bring([
      { kind: "setting", id: "site.name", label: "", content: { value: "Site" } },
      { kind: "setting", id: "quota.userTokensMax", label: "", content: { value: 50 } },
      {
        kind: "group",
        id: "vip",
        label: "",
        content: { displayName: "VIP", description: "", ratio: "1", isSelectable: false },
      },
      {
        kind: "group",
        id: "team",
        label: "",
        content: { displayName: "Team", description: "", ratio: "1", isSelectable: true },
      },
      {
        kind: "price",
        id: "model-a",
        label: "",
        content: { mode: "token", inputPrice: "2", outputPrice: "4", cachedInputPrice: null, callPrice: "0" },
      },
    ]);
    for (const name of ["Alpha", "Beta"]) {
      const keys = [`sk-planted-${name}-1`, `sk-planted-${name}-2`];
      const channel = { name, provider: "openai", baseUrl: "https://93.184.216.34/v1", models: ["m"], keys };
      await createChannel(root, CreateChannelInput.parse({ ...channel, headers: { "x-team": `planted-${name}` } }));
    }
    const category = await createCategory(root, {
      name: "Tools",
      description: "",
      parentId: null,
      position: 0,
      isActive: true,
    });
    const template = await createTemplate(root, {
      categoryId: category.id,
      name: "Tool",
      description: "",
      definition: {
        label: "1.0.0",
        schema: { type: "object", properties: { url: { type: "string" }, apiKey: { type: "string" } } },
        defaults: {},
        rules: [],
        secretFields: ["/apiKey"],
        notes: "",
      },
    });
    const values = { url: "https://tool.example", apiKey: "planted-config-secret" };
    const config = { userId: user.id, templateId: template.id, key: "tool", name: "Tool", values };
    await createConfig(root, { ...config, scope: "global", isActive: true, expiresAt: null });
  });

  async function bring(objects: (Omit<DocumentObject, "content"> & { content: object | null })[]): Promise<void> {
    const prepared = await prepareObjects(root, objects);
    await inOneChange({ ...root, change: { id: newId("chg") } }, (tx) =>
      applyObjects(tx, prepared, { reason: "test", isJumpConfirmed: true }),
    );
  }

  /** What the random steps may touch: one or two of each kind. */
  function targetsOf({ objects }: ConfigurationDocument): DocumentObject[] {
    const keys = new Set(["site.name", "quota.userTokensMax", "vip", "team", "model-a"]);
    return objects.filter(
      ({ kind, id }) => keys.has(id) || ["channel", "config"].includes(kind) || (kind === "category" && id !== ""),
    );
  }

  /** Null stands for deletion; what others need is only changed. */
  function wantedOf(target: DocumentObject, { state }: Step): object | null {
    if (state === null && !["category", "template"].includes(target.kind)) return null;
    return changed(target, state ?? 0);
  }

  async function secretsIn({ secrets }: ConfigurationDocument) {
    if (!secrets) throw new Error("a document with a passphrase has secrets");
    return openSecrets(secrets, PASSPHRASE);
  }

  test("gives the same document again, secrets and all", { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const { document } = await exportDocument(root, { passphrase: PASSPHRASE });
        const targets = targetsOf(document);
        for (const one of steps) {
          const target = targets[one.object % targets.length];
          if (target) await bring([{ ...target, content: wantedOf(target, one) }]);
        }
        const input = { text: writeDocument(document), passphrase: PASSPHRASE, reason: "back", isJumpConfirmed: true };
        await applyImport(root, input);
        const { document: after } = await exportDocument(root, { passphrase: PASSPHRASE });
        expect(after.objects).toEqual(document.objects);
        expect(await secretsIn(after)).toEqual(await secretsIn(document));
        expect(await applyImport(root, input)).toEqual({ changeId: null, count: 0, jobId: null });
      }),
      { numRuns: database.engine === "sqlite" ? 4 : 1 },
    );
    expect(writeDocument((await exportDocument(root, {})).document)).not.toMatch(/planted/);
  });
});
