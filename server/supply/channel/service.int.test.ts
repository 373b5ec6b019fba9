import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { refreshSettings } from "@/server/configuration/setting/current";
import { ROLES } from "@/server/identity/permission/schema";
import type { ServiceContext } from "@/server/kernel/context";
import type { Db } from "@/server/kernel/database/client";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { abilityRowsOf } from "../ability/definition";
import { bulkChangeChannels } from "./bulk";
import { definitionOf } from "./definition";
import { autoDisableChannel, autoDisableKey } from "./health";
import { addChannelKeys, removeChannelKey, replaceChannelKey, setChannelKeyStatus } from "./keys";
import { getChannel, listChannels } from "./read";
import { CreateChannelInput, ListChannelsInput } from "./schema";
import { cloneChannel, createChannel, deleteChannel, restoreChannel, updateChannel } from "./service";
import { setChannelStatus } from "./status";

const KEY = "sk-test-0123456789abcdefghijklmnop";
const OTHER_KEY = "sk-test-zyxwvutsrqponmlkjihgfedcba";

/** A public address as a literal, so that no test waits for a name server. */
const BASE_URL = "https://93.184.216.34/v1";

function input(fields: Partial<CreateChannelInput> = {}): CreateChannelInput {
  return CreateChannelInput.parse({
    name: "Main",
    provider: "openai",
    baseUrl: BASE_URL,
    models: ["gpt-4o", "gpt-4o-mini"],
    keys: [KEY],
    ...fields,
  });
}

async function abilitiesOf(db: Db, channelId: string) {
  const rows = await db.ability.findMany({ where: { channelId } });
  return rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
}

async function wantedAbilities(db: Db, channelId: string) {
  const row = await db.channel.findUniqueOrThrow({ where: { id: channelId }, include: { keys: true } });
  const { models, groups, priority, weight } = definitionOf(row);
  const rows = abilityRowsOf({
    channelId,
    status: row.status,
    isDeleted: row.deletedAt !== null,
    hasEnabledKey: row.keys.some((key) => key.status === "enabled"),
    models,
    groups,
    priority,
    weight,
    tag: row.tag,
  });
  return rows.map((ability) => JSON.stringify(Object.entries(ability).sort())).sort();
}

async function supplyVersion(db: Db): Promise<bigint> {
  return (await db.stateVersion.findUnique({ where: { topic: "supply" } }))?.version ?? 0n;
}

eachEngine("channels", (database) => {
  let admin: ServiceContext;

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await database.db.group.create({ data: { name: "vip", displayName: "VIP" } });
    await refreshSettings(database.db, true);
    admin = (await signedInAs(database.db, "admin")).ctx;
  });

  test("a new channel has its keys encrypted, its abilities, a raised supply version and an audit row", async () => {
    const before = await supplyVersion(database.db);
    const { id } = await createChannel(admin, input({ keys: [KEY, OTHER_KEY, KEY] }));
    const keys = await database.db.channelKey.findMany({ where: { channelId: id } });
    expect(keys).toHaveLength(2);
    expect(keys.every((key) => key.secret.startsWith("v1."))).toBe(true);
    expect(await abilitiesOf(database.db, id)).toEqual(await wantedAbilities(database.db, id));
    expect(await supplyVersion(database.db)).toBeGreaterThan(before);
    const audit = await database.db.auditEvent.findFirstOrThrow({ where: { targetId: id } });
    expect(audit.action).toBe("channel.create");
    expect(audit.changes).not.toContain(KEY);
  });

  test("no answer to a browser holds a key, its cipher text or its hash", async () => {
    const { id } = await createChannel(admin, input({ name: "Silent" }));
    const [stored] = await database.db.channelKey.findMany({ where: { channelId: id } });
    const seen = JSON.stringify(
      [await getChannel(admin, { id }), await listChannels(admin, ListChannelsInput.parse({ search: "silent" }))],
      (_key, value) => (typeof value === "bigint" ? value.toString() : value),
    );
    expect(seen).toContain("sk-t…mnop");
    for (const secret of [KEY, stored?.secret ?? "?", stored?.hash ?? "?"]) expect(seen).not.toContain(secret);
  });

  test("addresses on private networks are refused unless the site allows them", async () => {
    const refused = { code: "FORBIDDEN", reason: "egress.refused" };
    for (const baseUrl of ["http://127.0.0.1:11434", "http://localhost:11434/v1", "http://[::1]/", "http://10.1.2.3"]) {
      await expect(createChannel(admin, input({ baseUrl }))).rejects.toMatchObject(refused);
    }
    const { id } = await createChannel(admin, input());
    const move = { id, version: 1, patch: { baseUrl: "http://127.0.0.1:11434" } };
    await expect(updateChannel(admin, move)).rejects.toMatchObject(refused);
    await database.db.setting.create({ data: { key: "network.allowedHosts", value: '["127.0.0.1:11434"]' } });
    await database.db.stateVersion.upsert({
      where: { topic: "setting" },
      create: { topic: "setting", version: 1 },
      update: { version: { increment: 1 } },
    });
    await refreshSettings(database.db, true);
    await expect(updateChannel(admin, move)).resolves.toEqual({ version: 2 });
  });

  test("only those who manage channels change them; operators may switch, support may look", async () => {
    const { id } = await createChannel(admin, input());
    for (const role of ROLES) {
      const { ctx } = await signedInAs(database.db, role);
      const forbidden = expect.objectContaining({ code: "FORBIDDEN" });
      const outcome = async (run: Promise<unknown>) =>
        run.then(
          () => "ok",
          (error) => error,
        );
      const manages = role === "root" || role === "admin";
      expect(await outcome(createChannel(ctx, input()))).toEqual(manages ? "ok" : forbidden);
      expect(await outcome(cloneChannel(ctx, { id }))).toEqual(manages ? "ok" : forbidden);
      const toggles = manages || role === "operator";
      expect(await outcome(setChannelStatus(ctx, { id, status: "enabled" }))).toEqual(toggles ? "ok" : forbidden);
      expect(await outcome(getChannel(ctx, { id }))).toEqual(role === "user" ? forbidden : "ok");
    }
  });

  test("of two editors who read the same version one wins, and the other learns who changed what", async () => {
    const { id } = await createChannel(admin, input());
    const edits = [{ priority: 5 }, { weight: 9 }].map((patch) => updateChannel(admin, { id, version: 1, patch }));
    const settled = await Promise.allSettled(edits);
    expect(settled.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const lost = settled.find((result) => result.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "CONFLICT", reason: "channel.stale_version" });
    expect(lost?.reason.meta.by).toBe(admin.actor.name);
    expect(["priority", "weight"]).toContain(lost?.reason.meta.fields);
  });

  test("stored keys go to another address only after the password was asked for again", async () => {
    const { id } = await createChannel(admin, input());
    const { ctx } = await signedInAs(database.db, "admin", { isSteppedUp: false });
    const move = { id, version: 1, patch: { baseUrl: "https://93.184.216.99/v1" } };
    await expect(updateChannel(ctx, move)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
    await expect(addChannelKeys(ctx, { channelId: id, keys: [OTHER_KEY] })).rejects.toMatchObject({
      code: "STEP_UP_REQUIRED",
    });
    await expect(updateChannel(ctx, { id, version: 1, patch: { notes: "seen" } })).resolves.toEqual({ version: 2 });
  });

  test("a key is refused twice, the last one cannot go, and a new secret lets a dead one work again", async () => {
    const { id } = await createChannel(admin, input());
    expect(await addChannelKeys(admin, { channelId: id, keys: [KEY, OTHER_KEY] })).toEqual({ addedCount: 1 });
    const [first, second] = (await getChannel(admin, { id })).keys;
    if (!first || !second) throw new Error("two keys expected");
    await expect(replaceChannelKey(admin, { id: first.id, key: OTHER_KEY })).rejects.toMatchObject({
      reason: "channel.key_double",
    });
    await autoDisableKey(systemOf(database.db), { channelKeyId: first.id, reason: "401" });
    await replaceChannelKey(admin, { id: first.id, key: `${KEY}x` });
    expect((await getChannel(admin, { id })).keys[0]).toMatchObject({ status: "enabled", lastError: "" });
    await removeChannelKey(admin, { id: second.id });
    await expect(removeChannelKey(admin, { id: first.id })).rejects.toMatchObject({ reason: "channel.last_key" });
  });

  test("the system switches off key by key, the channel with the last one, and never what a person decided", async () => {
    const system = systemOf(database.db);
    const { id } = await createChannel(admin, input({ keys: [KEY, OTHER_KEY] }));
    const [first, second] = (await getChannel(admin, { id })).keys;
    if (!first || !second) throw new Error("two keys expected");
    expect(await autoDisableKey(system, { channelKeyId: first.id, reason: "no credit" })).toBe("key");
    expect(await autoDisableKey(system, { channelKeyId: first.id, reason: "no credit" })).toBe("none");
    expect(await autoDisableKey(system, { channelKeyId: second.id, reason: "revoked" })).toBe("channel");
    const off = await getChannel(admin, { id });
    expect(off).toMatchObject({ status: "auto_disabled", statusReason: "revoked" });
    expect(await database.db.ability.count({ where: { channelId: id, isEnabled: true } })).toBe(0);

    await setChannelStatus(admin, { id, status: "enabled" });
    expect((await getChannel(admin, { id })).keys.map((key) => key.status)).toEqual(["enabled", "enabled"]);
    await setChannelKeyStatus(admin, { id: first.id, status: "disabled" });
    await setChannelStatus(admin, { id, status: "disabled", reason: "maintenance" });
    expect(await autoDisableChannel(system, { channelId: id, reason: "500" })).toBe(false);
    expect(await getChannel(admin, { id })).toMatchObject({ status: "disabled", statusReason: "maintenance" });
    await setChannelStatus(admin, { id, status: "enabled" });
    expect((await getChannel(admin, { id })).keys[0]?.status).toBe("disabled");
  });

  test("a deleted channel is out of lists and routing until it is restored", async () => {
    const { id } = await createChannel(admin, input({ name: "Fleeting" }));
    const search = ListChannelsInput.parse({ search: "fleeting" });
    await deleteChannel(admin, { id });
    expect((await listChannels(admin, search)).items).toEqual([]);
    expect((await listChannels(admin, { ...search, isDeleted: true })).items).toHaveLength(1);
    expect(await database.db.ability.count({ where: { channelId: id } })).toBe(0);
    await restoreChannel(admin, { id });
    expect((await listChannels(admin, search)).items).toHaveLength(1);
    expect(await database.db.ability.count({ where: { channelId: id, isEnabled: true } })).toBe(2);
  });

  test("a clone has the keys, and no traffic before somebody enables it", async () => {
    const { id } = await createChannel(admin, input({ keys: [KEY, OTHER_KEY] }));
    const clone = await cloneChannel(admin, { id });
    expect(await getChannel(admin, clone)).toMatchObject({
      status: "disabled",
      keyCount: 2,
      models: ["gpt-4o", "gpt-4o-mini"],
    });
    expect(await database.db.ability.count({ where: { channelId: clone.id, isEnabled: true } })).toBe(0);
  });

  test("a bulk change reports each channel and goes on after one that fails", async () => {
    const made = [await createChannel(admin, input()), await createChannel(admin, input())];
    const gone = await createChannel(admin, input());
    await deleteChannel(admin, gone);
    const ids = [...made, gone].map((channel) => channel.id);
    const outcome = await bulkChangeChannels(admin, { selection: { ids }, change: { kind: "priority", priority: 7 } });
    expect(outcome).toMatchObject({
      kind: "done",
      rows: [{ isDone: true }, { isDone: true }, { isDone: false, reason: "common.not_found" }],
    });
    expect(await database.db.ability.count({ where: { channelId: { in: ids }, priority: 7 } })).toBe(4);
  });

  test("more than a hundred channels at once become a job", async () => {
    await database.db.channel.createMany({
      data: Array.from({ length: 101 }, (_, index) => ({
        id: `chn_many${String(index).padStart(4, "0")}`,
        name: `Many ${index}`,
        searchText: "many",
        provider: "openai",
        baseUrl: BASE_URL,
        tag: "many",
        models: "[]",
        groups: "[]",
      })),
    });
    const selection = { filter: { tag: ["many"] } };
    const outcome = await bulkChangeChannels(admin, { selection, change: { kind: "disable" } });
    expect(outcome).toMatchObject({ kind: "job", count: 101 });
  });

  test("the list is narrowed by status, group, model and error, and paged without gaps", async () => {
    const { id } = await createChannel(admin, input({ groups: ["vip"], models: ["rare-model"], tag: "t1" }));
    const only = async (filter: object) =>
      (await listChannels(admin, ListChannelsInput.parse(filter))).items.map((channel) => channel.id);
    expect(await only({ group: ["vip"] })).toEqual([id]);
    expect(await only({ model: "rare-model" })).toEqual([id]);
    expect(await only({ tag: ["t1"], status: ["disabled"] })).toEqual([]);
    await autoDisableChannel(systemOf(database.db), { channelId: id, reason: "dead" });
    expect(await only({ tag: ["t1"], hasError: true })).toEqual([id]);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await listChannels(admin, ListChannelsInput.parse({ limit: 50, cursor: cursor ?? undefined }));
      seen.push(...page.items.map((channel) => channel.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(await database.db.channel.count({ where: { deletedAt: null } }));
  });

  test("whatever is done to a channel, at once or in turn, its abilities follow from its definition", async () => {
    const { id } = await createChannel(admin, input({ keys: [KEY, OTHER_KEY] }));
    const keys = (await getChannel(admin, { id })).keys.map((key) => key.id);
    const names = fc.uniqueArray(fc.constantFrom("m1", "m2", "m3", "m4"), { minLength: 1 });
    const patch = fc.oneof(
      names.map((models) => ({ models })),
      fc.uniqueArray(fc.constantFrom("default", "vip"), { minLength: 1 }).map((groups) => ({ groups })),
      fc.record({ priority: fc.nat(5), weight: fc.nat(5), tag: fc.constantFrom("", "x") }),
    );
    const onOff = fc.constantFrom("enabled" as const, "disabled" as const);
    const keyId = fc.constantFrom(...keys);
    const step = fc.oneof(
      patch.map((fields) => async () => {
        const { version } = await getChannel(admin, { id });
        await updateChannel(admin, { id, version, patch: fields });
      }),
      onOff.map((status) => () => setChannelStatus(admin, { id, status })),
      fc.tuple(keyId, onOff).map(
        ([key, status]) =>
          () =>
            setChannelKeyStatus(admin, { id: key, status }),
      ),
      keyId.map((channelKeyId) => () => autoDisableKey(systemOf(database.db), { channelKeyId, reason: "dead" })),
      fc.constant(() => autoDisableChannel(systemOf(database.db), { channelId: id, reason: "down" })),
      fc.constant(() => deleteChannel(admin, { id })),
      fc.constant(() => restoreChannel(admin, { id })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uniqueArray(step, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
        async (rounds) => {
          for (const round of rounds) {
            // What a step refuses (deleted meanwhile, stale version) must leave no trace either.
            await Promise.allSettled(round.map((run) => run()));
            expect(await abilitiesOf(database.db, id)).toEqual(await wantedAbilities(database.db, id));
          }
          await restoreChannel(admin, { id }).catch(() => undefined);
        },
      ),
      { numRuns: 15 },
    );
  });
});
