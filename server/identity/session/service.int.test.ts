import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { requireStepUp } from "@/server/kernel/authorize";
import { hashPassword } from "@/server/kernel/crypto";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeUser, signedInAs } from "@/server/testing/people";
import { changePassword, getProfile, updateProfile } from "../profile/service";
import { SESSION_COOKIE, sessionCookieSecrets } from "./cookie";
import { readSession } from "./read";
import { listSessions, revokeAllSessions, revokeSession, stepUp } from "./service";

type Context = Awaited<ReturnType<typeof contextOf>>;

function sessionIdOf(ctx: Context): string {
  return (ctx.actor.kind === "user" && ctx.actor.sessionId) || "";
}

async function isIn(ctx: Context): Promise<boolean> {
  const [secret = ""] = sessionCookieSecrets();
  const cookie = `${SESSION_COOKIE}=${await encode({ token: { sid: sessionIdOf(ctx) }, secret })}`;
  return (await readSession(cookie, { ip: "" })) !== null;
}

eachEngine("sessions", (database) => {
  test("people see their own sessions and end one of them at once", async () => {
    const here = await signedInAs(database.db, "user");
    const there = await contextOf(database.db, here.user);
    const listed = await listSessions(here.ctx, {});
    expect(listed.map((session) => session.isCurrent).sort()).toEqual([false, true]);
    await revokeSession(here.ctx, { id: sessionIdOf(there) });
    expect(await isIn(there)).toBe(false);
    expect(await isIn(here.ctx)).toBe(true);
  });

  test("ending all sessions keeps the one that asked", async () => {
    const here = await signedInAs(database.db, "user");
    const others = await Promise.all([contextOf(database.db, here.user), contextOf(database.db, here.user)]);
    expect(await revokeAllSessions(here.ctx, {})).toBe(2);
    expect(await isIn(here.ctx)).toBe(true);
    for (const other of others) expect(await isIn(other)).toBe(false);
  });

  test("another person's sessions are an admin's business, and only below their role", async () => {
    const admin = await signedInAs(database.db, "admin");
    const support = await signedInAs(database.db, "support");
    const customer = await signedInAs(database.db, "user");
    const root = await signedInAs(database.db, "root");
    const id = sessionIdOf(customer.ctx);
    await expect(revokeSession(support.ctx, { id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(listSessions(support.ctx, { userId: customer.user.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(revokeSession(admin.ctx, { id: sessionIdOf(root.ctx) })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await revokeSession(admin.ctx, { id });
    expect(await isIn(customer.ctx)).toBe(false);
  });

  test("a forged, expired or foreign cookie is nobody's", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    expect(await readSession(`${SESSION_COOKIE}=nonsense`, { ip: "" })).toBeNull();
    const foreign = await encode({ token: { sid: sessionIdOf(ctx) }, secret: "somebody else's secret" });
    expect(await readSession(`${SESSION_COOKIE}=${foreign}`, { ip: "" })).toBeNull();
    await database.db.session.update({ where: { id: sessionIdOf(ctx) }, data: { expiresAt: new Date(0) } });
    expect(await isIn(ctx)).toBe(false);
  });

  test("the password again opens ten minutes for sensitive acts, in this session only", async () => {
    const passwordHash = await hashPassword("correct horse battery");
    const user = await makeUser(database.db, { role: "admin", passwordHash });
    const here = await contextOf(database.db, user, { isSteppedUp: false });
    const there = await contextOf(database.db, user, { isSteppedUp: false });
    await expect(requireStepUp(here)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
    await stepUp(here, { password: "correct horse battery" });
    await requireStepUp(here);
    await expect(requireStepUp(there)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
    const later = { ...here, clock: () => new Date(Date.now() + 11 * 60_000) };
    await expect(requireStepUp(later)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
  });

  test("a new password takes the old one, and signs the other devices out", async () => {
    const passwordHash = await hashPassword("correct horse battery");
    const user = await makeUser(database.db, { passwordHash });
    const here = await contextOf(database.db, user);
    const there = await contextOf(database.db, user);
    const newPassword = "staple battery horse";
    const wrong = changePassword(here, { currentPassword: "guess", newPassword });
    await expect(wrong).rejects.toMatchObject({ reason: "session.wrong_password" });
    expect(await changePassword(here, { currentPassword: "correct horse battery", newPassword })).toEqual({
      endedSessions: 1,
    });
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
  });

  test("people change their own language and zone; a new e-mail asks for the password", async () => {
    const { ctx } = await signedInAs(database.db, "user", { isSteppedUp: false });
    await updateProfile(ctx, { version: 1, locale: "zh-CN", timeZone: "Asia/Shanghai" });
    expect(await getProfile(ctx)).toMatchObject({ locale: "zh-CN", timeZone: "Asia/Shanghai", version: 2 });
    const email = updateProfile(ctx, { version: 2, email: "new@example.com" });
    await expect(email).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
  });
});
