import { beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeDefaultGroup, makeUser, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { readAutoGroup } from "../group/choices";
import { TokenCreateInput, TokenListInput } from "./schema";
import { changeManyTokens } from "./service/bulk";
import { createToken } from "./service/create";
import { getToken, listTokens } from "./service/list";
import { deleteToken, restoreToken } from "./service/remove";
import { rollToken } from "./service/roll";
import { setTokenStatus } from "./service/set-status";
import { updateToken } from "./service/update";

const HOUR_MS = 3_600_000;

function newToken(fields: object = {}) {
  return TokenCreateInput.parse({ name: "ci", ...fields });
}

function query(fields: object = {}) {
  return TokenListInput.parse(fields);
}

function auditOf(db: Db, targetId: string) {
  return db.auditEvent.findMany({ where: { targetKind: "token", targetId }, orderBy: { createdAt: "asc" } });
}

async function accessVersion(db: Db): Promise<bigint> {
  return (await db.stateVersion.findUnique({ where: { topic: "access" } }))?.version ?? 0n;
}

eachEngine("tokens", (database) => {
  beforeAll(() => makeDefaultGroup(database.db));

  describe("making one", () => {
    test("the key is returned once and kept as a hash, the gateways are told, and the audit holds no secret", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const before = await accessVersion(database.db);
      const made = await createToken(ctx, newToken({ allowedIps: ["10.1.2.3/8"], modelLimits: ["gpt-4o*"] }));
      expect(made.key).toMatch(/^sk-[0-9A-Za-z]{48}$/);
      const [key] = await database.db.tokenKey.findMany({ where: { tokenId: made.id } });
      expect(key).toMatchObject({ hash: sha256Hex(made.key), lastFour: made.key.slice(-4), expiresAt: null });
      const view = await getToken(ctx, { id: made.id });
      expect(view).toMatchObject({ allowedIps: ["10.0.0.0/8"], modelLimits: ["gpt-4o*"], state: "enabled" });
      expect(JSON.stringify(view, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toContain(
        made.key.slice(7, -4),
      );
      const [event] = await auditOf(database.db, made.id);
      expect(event?.action).toBe("token.create");
      expect(event?.changes).not.toContain(made.key.slice(7, -4));
      expect(await accessVersion(database.db)).toBeGreaterThan(before);
    });

    test("twenty at once leave exactly as many as the setting allows", async () => {
      await replaceSetting(database.db, "quota.userTokensMax", 5);
      const { user, ctx } = await signedInAs(database.db, "user");
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => createToken(ctx, newToken())));
      await replaceSetting(database.db, "quota.userTokensMax", 100);
      const refused = outcomes.filter((outcome) => outcome.status === "rejected").map((outcome) => outcome.reason);
      expect(refused).toHaveLength(15);
      for (const reason of refused) expect(reason).toMatchObject({ reason: "token.too_many", meta: { max: 5 } });
      expect(await database.db.token.count({ where: { userId: user.id } })).toBe(5);
    });

    test("for somebody else it takes an administrator, a fresh password and a lower role", async () => {
      const user = await makeUser(database.db);
      const support = await signedInAs(database.db, "support");
      const stale = await signedInAs(database.db, "admin", { isSteppedUp: false });
      const admin = await signedInAs(database.db, "admin");
      const forUser = newToken({ userId: user.id });
      await expect(createToken(support.ctx, forUser)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(createToken(stale.ctx, forUser)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
      const forPeer = newToken({ userId: stale.user.id });
      await expect(createToken(admin.ctx, forPeer)).rejects.toMatchObject({ reason: "common.role_too_high" });
      const made = await createToken(admin.ctx, forUser);
      expect(await database.db.token.findUnique({ where: { id: made.id } })).toMatchObject({ userId: user.id });
    });

    test("a group must exist and be the owner's or open to all", async () => {
      const suffix = process.hrtime.bigint();
      await database.db.group.create({ data: { name: `closed-${suffix}`, displayName: "Closed" } });
      await database.db.group.create({ data: { name: `open-${suffix}`, displayName: "Open", isSelectable: true } });
      const { ctx } = await signedInAs(database.db, "user");
      const inGroup = (groupName: string) => createToken(ctx, newToken({ groupName }));
      await expect(inGroup("nowhere")).rejects.toMatchObject({ reason: "token.group_unknown" });
      await expect(inGroup(`closed-${suffix}`)).rejects.toMatchObject({ reason: "token.group_not_yours" });
      await expect(inGroup(`open-${suffix}`)).resolves.toBeDefined();
      await expect(inGroup("default")).resolves.toBeDefined();
    });

    test("the group auto exists while the site has a list for it, and is that of new tokens where the site says so", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const made = async (fields: object) => {
        const { id } = await createToken(ctx, newToken(fields));
        return (await database.db.token.findUniqueOrThrow({ where: { id } })).groupName;
      };
      await replaceSetting(database.db, "access.newTokensUseAutoGroup", true);
      await expect(made({ groupName: "auto" })).rejects.toMatchObject({ reason: "token.group_unknown" });
      expect(await made({})).toBeNull();
      await replaceSetting(database.db, "access.autoGroups", ["default", "vip"]);
      expect(await made({})).toBe("auto");
      expect(await made({ groupName: null })).toBeNull();
      expect(await readAutoGroup(ctx, {})).toMatchObject({ groups: [{ name: "default" }], isForNewTokens: true });
      await replaceSetting(database.db, "access.newTokensUseAutoGroup", false);
      expect(await made({})).toBeNull();
      expect(await made({ groupName: "auto" })).toBe("auto");
      await replaceSetting(database.db, "access.autoGroups", []);
    });

    test("an address that is none and an expiry in the past are refused", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const badIp = createToken(ctx, newToken({ allowedIps: ["10.1"] }));
      await expect(badIp).rejects.toMatchObject({ code: "BAD_INPUT", reason: "token.bad_ip" });
      const past = createToken(ctx, newToken({ expiresAt: new Date(Date.now() - 1) }));
      await expect(past).rejects.toMatchObject({ code: "BAD_INPUT", reason: "token.expiry_past" });
    });
  });

  describe("rolling its key", () => {
    test("the old key lives on for the overlap, and ends at once when none is asked for", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const made = await createToken(ctx, newToken());
      const second = await rollToken(ctx, { id: made.id, version: 1, overlapHours: 24 });
      const old = await database.db.tokenKey.findUniqueOrThrow({ where: { hash: sha256Hex(made.key) } });
      expect(old.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 23 * HOUR_MS);
      expect((await getToken(ctx, { id: made.id })).keys).toHaveLength(2);
      await rollToken(ctx, { id: made.id, version: 2, overlapHours: 0 });
      for (const key of [made.key, second.key]) {
        const ended = await database.db.tokenKey.findUniqueOrThrow({ where: { hash: sha256Hex(key) } });
        expect(ended.expiresAt?.getTime()).toBeLessThanOrEqual(Date.now());
      }
      expect((await getToken(ctx, { id: made.id })).keys).toHaveLength(1);
    });

    test("two rolls at once give one new key", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const made = await createToken(ctx, newToken());
      const roll = () => rollToken(ctx, { id: made.id, version: 1, overlapHours: 1 });
      const outcomes = await Promise.allSettled([roll(), roll(), roll()]);
      expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
      expect(await database.db.tokenKey.count({ where: { tokenId: made.id, expiresAt: null } })).toBe(1);
    });

    test("somebody else's needs a fresh password, and support may not at all", async () => {
      const owner = await signedInAs(database.db, "user");
      const made = await createToken(owner.ctx, newToken());
      const input = { id: made.id, version: 1, overlapHours: 0 } as const;
      const admin = await signedInAs(database.db, "admin", { isSteppedUp: false });
      await expect(rollToken(admin.ctx, input)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
      const support = await signedInAs(database.db, "support");
      await expect(rollToken(support.ctx, input)).rejects.toMatchObject({ code: "FORBIDDEN" });
    });
  });

  describe("changing it", () => {
    test("its quota changes by an amount, so spending in between is kept", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const made = await createToken(ctx, newToken({ isUnlimited: false, quotaUnits: 1_000n }));
      await database.db.token.update({ where: { id: made.id }, data: { remainQuota: { decrement: 400n } } });
      await updateToken(ctx, { id: made.id, version: 1, quotaAdjustUnits: 500n });
      expect((await getToken(ctx, { id: made.id })).remainQuota).toBe(1_100n);
      const tooMuch = updateToken(ctx, { id: made.id, version: 2, name: "kept out", quotaAdjustUnits: -1_101n });
      await expect(tooMuch).rejects.toMatchObject({ reason: "token.quota_too_small" });
      expect(await getToken(ctx, { id: made.id })).toMatchObject({ name: "ci", remainQuota: 1_100n, version: 2 });
    });

    test("of two editors who read the same version the second is told", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const made = await createToken(ctx, newToken());
      await updateToken(ctx, { id: made.id, version: 1, name: "first" });
      const late = updateToken(ctx, { id: made.id, version: 1, name: "second" });
      await expect(late).rejects.toMatchObject({ code: "CONFLICT", reason: "common.stale_version" });
    });

    test("somebody else's token does not exist for a user, and is not support's to change", async () => {
      const owner = await signedInAs(database.db, "user");
      const made = await createToken(owner.ctx, newToken());
      const stranger = await signedInAs(database.db, "user");
      const rename = (ctx: typeof stranger.ctx) => updateToken(ctx, { id: made.id, version: 1, name: "mine" });
      await expect(rename(stranger.ctx)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(getToken(stranger.ctx, { id: made.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
      const support = await signedInAs(database.db, "support");
      await expect(rename(support.ctx)).rejects.toMatchObject({ code: "FORBIDDEN" });
    });
  });

  describe("stopping it", () => {
    test("support may disable a customer's token but not enable it, and nobody touches a peer's", async () => {
      const owner = await signedInAs(database.db, "user");
      const made = await createToken(owner.ctx, newToken());
      const support = await signedInAs(database.db, "support");
      await setTokenStatus(support.ctx, { id: made.id, status: "disabled", reason: "leaked" });
      expect(await getToken(support.ctx, { id: made.id })).toMatchObject({ state: "disabled" });
      const enable = setTokenStatus(support.ctx, { id: made.id, status: "enabled" });
      await expect(enable).rejects.toMatchObject({ code: "FORBIDDEN" });
      const events = await auditOf(database.db, made.id);
      expect(events.find(({ action }) => action === "token.disable")).toMatchObject({ reason: "leaked" });
      const peer = await signedInAs(database.db, "support");
      const ofPeer = await createToken(peer.ctx, newToken());
      const attempt = setTokenStatus(support.ctx, { id: ofPeer.id, status: "disabled" });
      await expect(attempt).rejects.toMatchObject({ reason: "common.role_too_high" });
    });

    test("one that could not work is not enabled but explained", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const made = await createToken(ctx, newToken({ isUnlimited: false, quotaUnits: 0n }));
      await setTokenStatus(ctx, { id: made.id, status: "disabled" });
      const enable = setTokenStatus(ctx, { id: made.id, status: "enabled" });
      await expect(enable).rejects.toMatchObject({ code: "PRECONDITION_FAILED", reason: "token.exhausted" });
    });

    test("many at once: each has its own outcome, and one failure stops none of the others", async () => {
      const owner = await signedInAs(database.db, "user");
      const [first, second] = [await createToken(owner.ctx, newToken()), await createToken(owner.ctx, newToken())];
      await setTokenStatus(owner.ctx, { id: second.id, status: "disabled" });
      const foreign = await createToken((await signedInAs(database.db, "user")).ctx, newToken());
      const ids = [first.id, foreign.id, second.id];
      const report = await changeManyTokens(owner.ctx, { ids, action: "disable" });
      expect(report.map(({ outcome, reason }) => [outcome, reason])).toEqual([
        ["done", null],
        ["failed", "common.not_found"],
        ["skipped", null],
      ]);
      await changeManyTokens(owner.ctx, { ids: [first.id], action: "expire" });
      const row = await database.db.token.findUniqueOrThrow({ where: { id: first.id } });
      expect(row.expiresAt?.getTime()).toBeLessThanOrEqual(Date.now());
    });

    test("a deleted one is out of the lists and comes back after a fresh password, if there is room", async () => {
      const { user, ctx } = await signedInAs(database.db, "user");
      const made = await createToken(ctx, newToken());
      await deleteToken(ctx, { id: made.id });
      expect((await listTokens(ctx, query())).items).toEqual([]);
      expect((await listTokens(ctx, query({ isDeleted: true }))).items.map(({ id }) => id)).toEqual([made.id]);
      const stale = await contextOf(database.db, user, { isSteppedUp: false });
      await expect(restoreToken(stale, { id: made.id })).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
      await restoreToken(ctx, { id: made.id });
      expect((await listTokens(ctx, query())).items.map(({ id }) => id)).toEqual([made.id]);
      await expect(restoreToken(ctx, { id: made.id })).rejects.toMatchObject({ reason: "token.not_deleted" });
    });
  });

  describe("listing", () => {
    test("people see their own; staff see everybody's, support without the last characters", async () => {
      const owner = await signedInAs(database.db, "user");
      const made = await createToken(owner.ctx, newToken());
      await expect(listTokens(owner.ctx, query({ scope: "all" }))).rejects.toMatchObject({ code: "FORBIDDEN" });
      const support = await signedInAs(database.db, "support");
      const operator = await signedInAs(database.db, "operator");
      const all = query({ scope: "all", search: owner.user.username });
      const seen = async (ctx: typeof support.ctx) => (await listTokens(ctx, all)).items[0];
      expect(await seen(support.ctx)).toMatchObject({ id: made.id, owner: { id: owner.user.id }, isOwn: false });
      expect((await seen(support.ctx))?.keys[0]?.lastFour).toBeNull();
      expect((await seen(operator.ctx))?.keys[0]?.lastFour).toBe(made.key.slice(-4));
    });

    test("a state's filter finds exactly the tokens that wear it", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const states = {
        enabled: await createToken(ctx, newToken()),
        disabled: await createToken(ctx, newToken()),
        exhausted: await createToken(ctx, newToken({ isUnlimited: false })),
        expired: await createToken(ctx, newToken()),
      };
      await setTokenStatus(ctx, { id: states.disabled.id, status: "disabled" });
      await changeManyTokens(ctx, { ids: [states.expired.id], action: "expire" });
      for (const [state, { id }] of Object.entries(states)) {
        const { items } = await listTokens(ctx, query({ state: [state] }));
        expect(items.map((item) => [item.id, item.state])).toEqual([[id, state]]);
      }
    });

    test("a pasted key finds its token, and pages join without a gap", async () => {
      const { ctx } = await signedInAs(database.db, "user");
      const made = [];
      for (let index = 0; index < 5; index += 1) made.push(await createToken(ctx, newToken({ name: `t${index}` })));
      const found = await listTokens(ctx, query({ search: made[2]?.key }));
      expect(found.items.map(({ id }) => id)).toEqual([made[2]?.id]);
      const first = await listTokens(ctx, query({ limit: 3 }));
      const second = await listTokens(ctx, query({ limit: 3, cursor: first.nextCursor }));
      const ids = [...first.items, ...second.items].map(({ id }) => id);
      expect(new Set(ids)).toEqual(new Set(made.map(({ id }) => id)));
      expect(second.nextCursor).toBeNull();
    });
  });
});
