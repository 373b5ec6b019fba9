import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { CategoryCreateInput } from "../category/schema";
import { createCategory, deleteCategory, listCategories, updateCategory } from "../category/service";
import { findKind } from "../revision/kinds";
import { seedBuiltInTemplates } from "../template/built-in/seed";
import type { JsonObject } from "../template/json-schema/json-schema";
import { mergeValues } from "../template/json-schema/values-json-schema";
import { TemplateCreateInput, TemplateMigrateInput, TemplatePublishInput } from "../template/schema";
import { createTemplate } from "../template/service/create";
import { getTemplate, listTemplates } from "../template/service/list";
import { deleteTemplate } from "../template/service/remove";
import { publishTemplate, updateTemplate } from "../template/service/update";
import { importFile } from "./import-file";
import { ConfigCreateInput, ConfigImportInput, ConfigListInput } from "./schema";
import { effectiveConfig } from "./service/effective";
import { getConfig, listConfigs } from "./service/list";
import { createConfig, deleteConfig, duplicateConfig, updateConfig } from "./service/save";
import { sweepConfigs } from "./sweep";
import { migrateConfigs, previewUpgrade } from "./upgrade";

const HOUR_MS = 3_600_000;
let counter = 0;
const unique = (name: string) => {
  counter += 1;
  return `${name}-${process.pid}-${counter}`;
};

const SCHEMA: JsonObject = {
  type: "object",
  properties: {
    baseUrl: { type: "string", format: "uri" },
    apiKey: { type: "string", minLength: 8 },
    port: { type: "integer", minimum: 1 },
    tags: { type: "array", items: { type: "string" } },
  },
  required: ["baseUrl"],
};

function definition(fields: object = {}) {
  return { label: "1.0.0", schema: SCHEMA, defaults: { port: 80 }, secretFields: ["/apiKey"], ...fields };
}

eachEngine("templates and configurations", (database) => {
  beforeAll(() => makeDefaultGroup(database.db));

  async function staff() {
    const { ctx } = await signedInAs(database.db, "admin");
    const category = await createCategory(ctx, CategoryCreateInput.parse({ name: unique("Category") }));
    return { ctx, categoryId: category.id };
  }

  async function newTemplate(fields: object = {}) {
    const { ctx, categoryId } = await staff();
    const name = unique("Template");
    const { id } = await createTemplate(
      ctx,
      TemplateCreateInput.parse({ categoryId, name, definition: definition(fields) }),
    );
    return { ctx, categoryId, id, name };
  }

  const newConfig = (templateId: string, fields: object = {}) =>
    ConfigCreateInput.parse({ templateId, key: unique("key"), values: { baseUrl: "https://a.example" }, ...fields });

  const revisions = (objectId: string) =>
    database.db.revision.findMany({ where: { objectId }, orderBy: { number: "asc" } });

  test("categories make a tree without rings that is emptied before it is deleted", async () => {
    const { ctx, categoryId: top } = await staff();
    const child = await createCategory(ctx, CategoryCreateInput.parse({ name: unique("Child"), parentId: top }));
    const move = updateCategory(ctx, { id: top, version: 1, parentId: child.id });
    await expect(move).rejects.toMatchObject({ reason: "category.cycle" });
    await expect(deleteCategory(ctx, { id: top, version: 1 })).rejects.toMatchObject({
      reason: "category.not_empty",
      meta: { count: 1 },
    });
    await deleteCategory(ctx, { id: child.id, version: 1 });
    await deleteCategory(ctx, { id: top, version: 1 });
    expect((await listCategories(ctx)).map(({ id }) => id)).not.toContain(top);
    expect((await revisions(top)).map(({ action }) => action)).toEqual(["category.create", "category.delete"]);
  });

  test("two moves at once cannot make a ring together", async () => {
    const { ctx, categoryId: one } = await staff();
    const other = (await createCategory(ctx, CategoryCreateInput.parse({ name: unique("Other") }))).id;
    const outcomes = await Promise.allSettled([
      updateCategory(ctx, { id: one, version: 1, parentId: other }),
      updateCategory(ctx, { id: other, version: 1, parentId: one }),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("a template is refused with every fault of its schema, defaults, rules and secret fields", async () => {
    const { ctx, categoryId } = await staff();
    const create = (fields: object) =>
      createTemplate(ctx, TemplateCreateInput.parse({ categoryId, name: unique("T"), definition: definition(fields) }));
    await expect(create({ defaults: { port: "80" } })).rejects.toMatchObject({
      reason: "template.invalid",
      meta: { path: "defaults/port", rule: "type" },
    });
    await expect(create({ defaults: { apiKey: "in plain sight" } })).rejects.toMatchObject({
      meta: { rule: "secretDefault" },
    });
    await expect(create({ secretFields: ["/port"], defaults: {} })).rejects.toMatchObject({
      meta: { rule: "secretField" },
    });
    const rules = [{ rule: "lessThan", field: "/port", than: "/nowhere" }];
    await expect(create({ rules })).rejects.toMatchObject({ meta: { rule: "unknownField" } });
    const recursive = { type: "object", properties: { inner: { $ref: "#" } } };
    await expect(create({ schema: recursive })).rejects.toMatchObject({ meta: { rule: "recursive" } });
  });

  test("a published version never changes; a later one needs a later label and something new", async () => {
    const { ctx, id } = await newTemplate();
    const publish = (version: number, fields: object) =>
      publishTemplate(ctx, TemplatePublishInput.parse({ id, version, definition: definition(fields) }));
    await expect(publish(1, { label: "2.0.0" })).rejects.toMatchObject({ reason: "template.unchanged" });
    await expect(publish(1, { defaults: {} })).rejects.toMatchObject({ reason: "template.label_not_newer" });
    await publish(1, { label: "1.1.0", defaults: { port: 8_080 } });
    await expect(publish(1, { label: "1.2.0", defaults: {} })).rejects.toMatchObject({ code: "CONFLICT" });
    const template = await getTemplate(ctx, { id });
    expect(template.versions.map(({ label }) => label)).toEqual(["1.1.0", "1.0.0"]);
    expect((await getTemplate(ctx, { id, number: 1 })).definition.defaults).toEqual({ port: 80 });
  });

  test("a template in use is archived, not deleted; the refusal says whose it is", async () => {
    const { ctx, id, name } = await newTemplate();
    const owner = await signedInAs(database.db, "user");
    const config = await createConfig(owner.ctx, newConfig(id));
    await expect(deleteTemplate(ctx, { id, version: 1 })).rejects.toMatchObject({
      reason: "template.in_use",
      meta: { count: 1, names: owner.user.username },
    });
    await updateTemplate(ctx, { id, version: 1, isActive: false });
    await expect(createConfig(owner.ctx, newConfig(id))).rejects.toMatchObject({ reason: "config.template_archived" });
    await updateConfig(owner.ctx, { id: config.id, version: 1, values: { baseUrl: "https://b.example" } });
    await deleteConfig(owner.ctx, { id: config.id, version: 2 });
    await deleteTemplate(ctx, { id, version: 2 });
    expect((await listTemplates(ctx, {})).map((one) => one.id)).not.toContain(id);
    // The name is free again.
    const again = await staff();
    await createTemplate(
      again.ctx,
      TemplateCreateInput.parse({ categoryId: again.categoryId, name, definition: definition() }),
    );
  });

  test("secrets go in and never come out: not in reads, not in revisions, not in audit events", async () => {
    const { id } = await newTemplate();
    const { ctx } = await signedInAs(database.db, "user");
    const planted = "planted-secret-4711";
    const values = { baseUrl: "https://a.example", apiKey: planted };
    const config = await createConfig(ctx, newConfig(id, { values }));
    const read = await getConfig(ctx, { id: config.id });
    expect(read.secrets).toEqual([{ path: "/apiKey", isSet: true, mark: expect.stringMatching(/^secret:/) }]);
    const effective = await effectiveConfig(ctx, { templateId: id, key: read.key });
    const events = await database.db.auditEvent.findMany({ where: { targetId: config.id } });
    const row = await database.db.userConfig.findUniqueOrThrow({ where: { id: config.id } });
    const print = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === "bigint" ? `${part}` : part));
    expect(print([read, effective, events, row, await revisions(config.id)])).not.toContain(planted);
  });

  test("a secret left out stays, a mask is refused, null takes it away", async () => {
    const { id } = await newTemplate();
    const { ctx } = await signedInAs(database.db, "user");
    const base = { baseUrl: "https://a.example" };
    const config = await createConfig(ctx, newConfig(id, { values: { ...base, apiKey: "first-secret" } }));
    const save = (version: number, values: JsonObject) => updateConfig(ctx, { id: config.id, version, values });
    const mark = async () => (await getConfig(ctx, { id: config.id })).secrets[0]?.mark;
    const first = await mark();
    await save(1, { ...base, port: 81 });
    expect(await mark()).toBe(first);
    for (const mask of ["********", first ?? "", "sk-****cret", "••••••••"]) {
      await expect(save(2, { ...base, apiKey: mask })).rejects.toMatchObject({ reason: "config.masked_secret" });
    }
    await expect(save(2, { ...base, apiKey: "short" })).rejects.toMatchObject({ reason: "config.invalid" });
    await save(2, { ...base, apiKey: "second-secret" });
    expect(await mark()).not.toBe(first);
    await save(3, { ...base, apiKey: null });
    expect(await mark()).toBeNull();
  });

  test("what holds is the defaults, the account's, the session's and the temporary values, in this order", async () => {
    const field = fc.constantFrom("port", "tags", "extra", "nested");
    const value: fc.Arbitrary<JsonObject> = fc.dictionary(
      field,
      fc.oneof(fc.integer({ min: 1, max: 9 }), fc.record({ a: fc.integer(), b: fc.integer() }, { requiredKeys: [] })),
      { maxKeys: 3, noNullPrototype: true },
    ) as fc.Arbitrary<JsonObject>;
    const { id } = await newTemplate({
      schema: { type: "object" },
      secretFields: [],
      defaults: { port: 80, nested: { a: 0 } },
    });
    const layers = fc.record({ global: fc.option(value), session: fc.option(value), temporary: fc.option(value) });
    await fc.assert(
      fc.asyncProperty(layers, async ({ global, session, temporary }) => {
        const { ctx } = await signedInAs(database.db, "user");
        const key = unique("layered");
        const expiresAt = new Date(Date.now() + HOUR_MS);
        if (temporary)
          await createConfig(ctx, newConfig(id, { key, values: temporary, scope: "temporary", expiresAt }));
        if (session) await createConfig(ctx, newConfig(id, { key, values: session, scope: "session" }));
        if (global) await createConfig(ctx, newConfig(id, { key, values: global }));
        const expected = [global, session, temporary].reduce<JsonObject>(
          (under, over) => mergeValues(under, over ?? {}),
          { port: 80, nested: { a: 0 } },
        );
        const { values, layers: used } = await effectiveConfig(ctx, { templateId: id, key });
        expect(values).toEqual(expected);
        expect(used).toHaveLength([global, session, temporary].filter(Boolean).length);
      }),
      { numRuns: 12 },
    );
  });

  test("what is off, over or of another session is not served, and what is over is swept", async () => {
    const { id } = await newTemplate();
    const { ctx, user } = await signedInAs(database.db, "user");
    const key = unique("ending");
    const at = (port: number) => ({ baseUrl: "https://a.example", port });
    const global = await createConfig(ctx, newConfig(id, { key, values: at(1) }));
    await createConfig(ctx, newConfig(id, { key, values: at(2), scope: "session" }));
    const expiresAt = new Date(Date.now() + HOUR_MS);
    await createConfig(ctx, newConfig(id, { key, values: at(3), scope: "temporary", expiresAt }));
    const later = { ...ctx, clock: () => new Date(expiresAt.getTime() + 1) };
    const port = async (from: typeof ctx) => (await effectiveConfig(from, { templateId: id, key })).values.port;
    expect(await port(ctx)).toBe(3);
    expect(await port(later)).toBe(2);
    const elsewhere = { ...later, actor: { ...ctx.actor, sessionId: null } as typeof ctx.actor };
    expect(await port(elsewhere)).toBe(1);
    await updateConfig(ctx, { id: global.id, version: 1, isActive: false });
    expect(await port(elsewhere)).toBe(80);
    await database.db.session.updateMany({ where: { userId: user.id }, data: { revokedAt: new Date() } });
    await sweepConfigs({ ...systemOf(database.db), clock: later.clock });
    const left = await database.db.userConfig.findMany({ where: { userId: user.id }, select: { id: true } });
    expect(left).toEqual([{ id: global.id }]);
  });

  test.each([
    ["a temporary one without an end", { scope: "temporary" }, "config.needs_expiry"],
    ["an end that is past", { expiresAt: new Date(0) }, "config.expiry_past"],
    ["values that do not fit", { values: { port: 0 } }, "config.invalid"],
    [
      "a polluting name",
      { values: JSON.parse('{"baseUrl":"https://a.example","__proto__":{"x":1}}') },
      "config.invalid",
    ],
    ["ten megabytes", { values: { baseUrl: "https://a.example", note: "x".repeat(10_000_000) } }, "config.invalid"],
  ])("%s is refused", async (_, fields, reason) => {
    const { id } = await newTemplate();
    const { ctx } = await signedInAs(database.db, "user");
    await expect(createConfig(ctx, newConfig(id, fields))).rejects.toMatchObject({ reason });
  });

  test("a key is taken once in a scope, also by two at once", async () => {
    const { id } = await newTemplate();
    const { ctx } = await signedInAs(database.db, "user");
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => createConfig(ctx, newConfig(id, { key: "same" }))));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of outcomes) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ reason: "config.key_taken" });
    }
  });

  test("staff see another's configuration without its secrets; customers do not see it at all", async () => {
    const { id } = await newTemplate();
    const owner = await signedInAs(database.db, "user");
    const stranger = await signedInAs(database.db, "user");
    const support = await signedInAs(database.db, "support");
    const admin = await signedInAs(database.db, "admin");
    const config = await createConfig(owner.ctx, newConfig(id));
    await expect(getConfig(stranger.ctx, config)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await getConfig(support.ctx, config)).ownerName).toBe(owner.user.username);
    const list = await listConfigs(support.ctx, ConfigListInput.parse({ userId: owner.user.id }));
    expect(list.items.map((item) => item.id)).toEqual([config.id]);
    await expect(updateConfig(support.ctx, { ...config, isActive: false })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await updateConfig(admin.ctx, { ...config, isActive: false, reason: "asked to" });
    expect((await revisions(config.id)).map(({ action, ownerId }) => [action, ownerId])).toEqual([
      ["config.create", owner.user.id],
      ["config.deactivate", owner.user.id],
    ]);
  });

  test("a copy has its secrets and its own key", async () => {
    const { id } = await newTemplate();
    const { ctx } = await signedInAs(database.db, "user");
    const values = { baseUrl: "https://a.example", apiKey: "a-secret-key" };
    const config = await createConfig(ctx, newConfig(id, { values }));
    const copy = await duplicateConfig(ctx, { id: config.id, key: unique("copy") });
    const [one, other] = await Promise.all([getConfig(ctx, config), getConfig(ctx, copy)]);
    expect(other.secrets).toEqual(one.secrets);
    expect(other.values).toEqual(one.values);
  });

  test("copies made at once have each a key that says what it is a copy of", async () => {
    const { id } = await newTemplate();
    const { ctx } = await signedInAs(database.db, "user");
    const config = await createConfig(ctx, newConfig(id, { key: "mine", values: { baseUrl: "https://a.example" } }));
    const copies = await Promise.all([1, 2, 3].map(() => duplicateConfig(ctx, { id: config.id })));
    const keys = await Promise.all(copies.map(async (copy) => (await getConfig(ctx, copy)).key));
    expect(keys.sort()).toEqual(["mine-copy", "mine-copy-2", "mine-copy-3"]);
  });

  test("a new version says what breaks in whose configuration, and moves those that fit", async () => {
    const { ctx, id } = await newTemplate();
    const owner = await signedInAs(database.db, "user");
    const planted = "planted-secret-0815";
    const make = (values: object) =>
      createConfig(owner.ctx, newConfig(id, { values: { baseUrl: "https://a.example", apiKey: planted, ...values } }));
    const [fine, alsoFine, broken] = [await make({}), await make({ port: 8_080 }), await make({ port: 70_000 })];
    const properties = { ...(SCHEMA.properties as JsonObject), port: { type: "integer", maximum: 65_535 } };
    const next = definition({ label: "2.0.0", schema: { ...SCHEMA, properties } });
    const { number } = await publishTemplate(ctx, TemplatePublishInput.parse({ id, version: 1, definition: next }));
    const preview = await previewUpgrade(ctx, { id, number, limit: 100 });
    const faultsOf = new Map(
      preview.items.map((item) => [item.id, item.faults.map(({ path, code }) => `${path} ${code}`)]),
    );
    expect(faultsOf).toEqual(
      new Map([
        [fine.id, []],
        [alsoFine.id, []],
        [broken.id, ["/port maximum"]],
      ]),
    );
    expect(JSON.stringify(preview)).not.toContain(planted);
    const named = await migrateConfigs(ctx, TemplateMigrateInput.parse({ id, number, configIds: [broken.id] }));
    expect(named).toMatchObject({ migratedCount: 0, failed: [{ id: broken.id, reason: "config.invalid" }] });
    const outcome = await migrateConfigs(ctx, TemplateMigrateInput.parse({ id, number, configIds: "fitting" }));
    expect(outcome).toEqual({ migratedCount: 2, failed: [], jobId: null });
    const numbers = await Promise.all([fine, alsoFine, broken].map((one) => getConfig(owner.ctx, one)));
    expect(numbers.map(({ templateNumber }) => templateNumber)).toEqual([2, 2, 1]);
    // On its own version it goes on as before.
    await updateConfig(owner.ctx, { ...broken, values: { baseUrl: "https://a.example", port: 70_001 } });
  });

  test("a version that would bring a secret to light moves nobody who has one", async () => {
    const { ctx, id } = await newTemplate();
    const owner = await signedInAs(database.db, "user");
    const values = { baseUrl: "https://a.example", apiKey: "a-secret-key" };
    const config = await createConfig(owner.ctx, newConfig(id, { values }));
    const next = definition({ label: "2.0.0", secretFields: [] });
    const { number } = await publishTemplate(ctx, TemplatePublishInput.parse({ id, version: 1, definition: next }));
    const preview = await previewUpgrade(ctx, { id, number, limit: 100 });
    expect(preview.items[0]?.faults).toMatchObject([{ path: "/apiKey", code: "secretLost" }]);
    await expect(updateConfig(owner.ctx, { ...config, templateNumber: number })).rejects.toMatchObject({
      reason: "config.secret_lost",
    });
  });

  test("built-in templates are made once, whoever starts at once, and cannot be deleted or published by hand", async () => {
    const system = systemOf(database.db);
    await Promise.all([seedBuiltInTemplates(system), seedBuiltInTemplates(system)]);
    await seedBuiltInTemplates(system);
    expect(await seedBuiltInTemplates(system)).toEqual({ changedCount: 0 });
    const { ctx } = await signedInAs(database.db, "admin");
    const builtIn = (await listTemplates(ctx, { isSystem: true })).filter(({ latest }) => latest === 1);
    expect(builtIn).toHaveLength(7);
    const template = await getTemplate(ctx, { id: "tpl_builtin_openrouter" });
    const { id, version } = template;
    await expect(deleteTemplate(ctx, { id, version })).rejects.toMatchObject({ reason: "template.system_kept" });
    const changed = { ...template.definition, label: "9.0.0", defaults: {} };
    await expect(publishTemplate(ctx, { id, version, definition: changed })).rejects.toMatchObject({
      reason: "template.system_fixed",
    });
  });

  test("a file of providers is previewed, then brought in as the policy says, without telling its secrets", async () => {
    await seedBuiltInTemplates(systemOf(database.db));
    const { ctx, user } = await signedInAs(database.db, "user");
    const file = {
      providers: {
        openrouter: { api_key: "planted-or-key", base_url: "https://openrouter.ai/api/v1", default_model: "a/b" },
        deepseek: { apiKey: "planted-ds-key", baseUrl: "https://api.deepseek.com", enabled: false },
        broken: { api_key: "planted-bad-key", base_url: "ftp://example.com" },
      },
      theme: "dark",
    };
    const run = (fields: object) => importFile(ctx, ConfigImportInput.parse({ file, ...fields }));
    const preview = await run({});
    expect(preview.items.map(({ key, outcome }) => [key, outcome])).toEqual([
      ["openrouter", "create"],
      ["deepseek", "create"],
      ["broken", "refused"],
      ["display", "create"],
    ]);
    expect(JSON.stringify(preview)).not.toContain("planted");
    expect(await database.db.userConfig.count({ where: { userId: user.id } })).toBe(0);
    await run({ isConfirmed: true });
    const outcomes = async (policy: string) =>
      (await run({ policy, isConfirmed: true })).items.map(({ outcome }) => outcome);
    expect(await outcomes("skip")).toEqual(["skip", "skip", "refused", "skip"]);
    expect(await outcomes("overwrite")).toEqual(["overwrite", "overwrite", "refused", "overwrite"]);
    expect(await outcomes("rename")).toEqual(["rename", "rename", "refused", "rename"]);
    const { items } = await listConfigs(ctx, ConfigListInput.parse({}));
    expect(items.map(({ key }) => key).sort()).toEqual([
      "deepseek",
      "deepseek-2",
      "display",
      "display-2",
      "openrouter",
      "openrouter-2",
    ]);
    expect(items.find(({ key }) => key === "deepseek")).toMatchObject({
      isActive: false,
      values: { baseUrl: "https://api.deepseek.com" },
    });
  });

  test("an earlier state comes back through the history: a template as a new version, a configuration without touching its secret", async () => {
    const { ctx, id } = await newTemplate();
    const kind = findKind("template");
    const before = await kind?.find(ctx, id);
    await publishTemplate(
      ctx,
      TemplatePublishInput.parse({ id, version: 1, definition: definition({ label: "1.1.0", defaults: {} }) }),
    );
    await kind?.apply(ctx, { id, content: before?.content ?? null, reason: "back", isJumpConfirmed: false });
    const template = await getTemplate(ctx, { id });
    expect(template.versions.map(({ label }) => label)).toEqual(["1.2.0", "1.1.0", "1.0.0"]);
    expect(template.definition.defaults).toEqual({ port: 80 });
    const values = { baseUrl: "https://a.example", apiKey: "a-secret-key" };
    const config = await createConfig(ctx, newConfig(id, { values }));
    const configs = findKind("config");
    const first = await configs?.find(ctx, config.id);
    await updateConfig(ctx, { ...config, values: { baseUrl: "https://b.example" } });
    await configs?.apply(ctx, {
      id: config.id,
      content: first?.content ?? null,
      reason: "back",
      isJumpConfirmed: false,
    });
    const read = await getConfig(ctx, config);
    expect(read).toMatchObject({ values: { baseUrl: "https://a.example" }, secrets: [{ isSet: true }] });
  });
});
