import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { type ServiceContext, visitorContext } from "@/server/kernel/context";
import * as crypto from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, makeUser } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { RegisterInput } from "./schema";
import { register } from "./service";

eachEngine("registration", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await replaceSetting(database.db, "quota.newUserUnits", 1_000);
    await replaceSetting(database.db, "rewards.inviteeUnits", 300);
    await replaceSetting(database.db, "rewards.inviterUnits", 500);
  });
  beforeEach(async () => {
    await replaceSetting(database.db, "security.registrationEnabled", true);
    // What is tested is who gets an account, not how long a password's hash takes.
    vi.spyOn(crypto, "hashPassword").mockResolvedValue("a hash");
  });

  const visitor = (ip = newId("req")): ServiceContext => ({
    ...visitorContext("registration", { requestId: newId("req"), ip, userAgent: "test" }),
    db: database.db,
  });
  const form = (fields: object = {}) =>
    RegisterInput.parse({ username: newId("usr").slice(-12), password: "long enough", ...fields });

  test("makes a customer of the default group with the grant for new users, and says who it was", async () => {
    const input = form({ email: "" });
    await register(visitor(), input);
    const user = await database.db.user.findUniqueOrThrow({ where: { username: input.username } });
    expect(user).toMatchObject({ role: "user", groupName: "default", balance: 1_000n, inviterId: null, email: null });
    const events = await database.db.auditEvent.findMany({ where: { targetId: user.id } });
    expect(events).toMatchObject([{ action: "registration.register", actorId: user.id, actorRole: "user" }]);
    expect(events[0]?.changes).not.toContain("long enough");
  });

  test("remembers and rewards who invited the account", async () => {
    const inviter = await makeUser(database.db, { referralCode: newId("usr").slice(-10) });
    const input = form({ referralCode: inviter.referralCode?.toUpperCase() });
    await register(visitor(), input);
    const user = await database.db.user.findUniqueOrThrow({ where: { username: input.username } });
    expect(user).toMatchObject({ inviterId: inviter.id, balance: 1_300n });
    const after = await database.db.user.findUniqueOrThrow({ where: { id: inviter.id } });
    expect(after.referralBalance).toBe(500n);
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  test("takes no code of an account that is disabled, deleted or not there, and makes no account then", async () => {
    const code = () => newId("usr").slice(-10);
    const disabled = await makeUser(database.db, { referralCode: code(), status: "disabled" });
    const deleted = await makeUser(database.db, { referralCode: code(), deletedAt: new Date() });
    for (const referralCode of [disabled.referralCode, deleted.referralCode, code()]) {
      const input = form({ referralCode });
      await expect(register(visitor(), input)).rejects.toMatchObject({ reason: "referral.code_unknown" });
      expect(await database.db.user.count({ where: { username: input.username } })).toBe(0);
    }
  });

  test("gives a name to the first of ten who ask for it at once", async () => {
    const input = form();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => register(visitor(), input)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.code] : []));
    expect(new Set(refusals)).toEqual(new Set(["CONFLICT"]));
    expect(await database.db.user.count({ where: { username: input.username } })).toBe(1);
  });

  test("is closed unless the site opened it", async () => {
    await replaceSetting(database.db, "security.registrationEnabled", false);
    await expect(register(visitor(), form())).rejects.toMatchObject({ reason: "registration.closed" });
  });

  test("is closed on a site that serves its owners alone, whatever else is set", async () => {
    await replaceSetting(database.db, "site.selfUse", true);
    await expect(register(visitor(), form())).rejects.toMatchObject({ reason: "registration.closed" });
    await replaceSetting(database.db, "site.selfUse", false);
    await expect(register(visitor(), form())).resolves.toBeDefined();
  });

  test("lets one address make only so many accounts an hour", async () => {
    await replaceSetting(database.db, "security.registrationsPerHourMax", 2);
    const ip = newId("req");
    await register(visitor(ip), form());
    await register(visitor(ip), form());
    const third = register(visitor(ip), form());
    await expect(third).rejects.toMatchObject({ code: "RATE_LIMITED", reason: "registration.too_many" });
    await register(visitor(), form());
    const later = { ...visitor(ip), clock: () => new Date(Date.now() + 2 * 3_600_000) };
    await register(later, form());
  });
});
