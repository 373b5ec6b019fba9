import { encode } from "next-auth/jwt";
import { beforeAll, expect, test } from "vitest";
import { verifyPassword } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeDefaultGroup, makeUser, signedInAs } from "@/server/testing/people";
import { SESSION_COOKIE, sessionCookieSecrets } from "../session/cookie";
import { readSession } from "../session/read";
import { UserCreateInput, UserListInput } from "./schema";
import { createUser } from "./service/create";
import { getUser } from "./service/get";
import { listUsers } from "./service/list";
import { deleteUser, restoreUser } from "./service/remove";
import { resetUserPassword } from "./service/reset-password";
import { setUserRole } from "./service/set-role";
import { disableUser, enableUser, setStatusOfMany } from "./service/set-status";
import { annotateUser, updateUser } from "./service/update";

let counter = 0;
function freshName(): string {
  counter += 1;
  return `person-${process.pid}-${counter}`;
}

function newAccount(fields: object = {}) {
  return UserCreateInput.parse({ username: freshName(), ...fields });
}

function auditOf(db: Db, targetId: string) {
  return db.auditEvent.findMany({ where: { targetKind: "user", targetId }, orderBy: { createdAt: "asc" } });
}

async function cookieOf(sessionId: string | null): Promise<string> {
  const [secret = ""] = sessionCookieSecrets();
  return `${SESSION_COOKIE}=${await encode({ token: { sid: sessionId ?? "" }, secret })}`;
}

function sessionIdOf(ctx: Awaited<ReturnType<typeof contextOf>>): string | null {
  return ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
}

eachEngine("accounts", (database) => {
  beforeAll(() => makeDefaultGroup(database.db));

  test("a new account gets a password that is shown once and kept as a hash, and its making is recorded", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const created = await createUser(ctx, newAccount({ email: `${freshName()}@Example.com`, displayName: "Ada" }));
    const row = await database.db.user.findUniqueOrThrow({ where: { id: created.id } });
    expect(row).toMatchObject({ role: "user", groupName: "default", displayName: "Ada", balance: 0n });
    expect(row.email).toMatch(/@example\.com$/);
    expect(await verifyPassword(created.password ?? "", row.passwordHash ?? "")).toBe(true);
    const [event] = await auditOf(database.db, created.id);
    expect(event).toMatchObject({ action: "user.create", actorRole: "admin" });
    expect(event?.changes).not.toContain(row.passwordHash);
  });

  test("a name belongs to one account for good, whatever the case and even once it is deleted", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const account = newAccount();
    const created = await createUser(ctx, account);
    await deleteUser(ctx, { id: created.id });
    const again = createUser(ctx, newAccount({ username: account.username.toUpperCase() }));
    await expect(again).rejects.toMatchObject({ code: "CONFLICT", reason: "user.username_taken" });
  });

  test("of two who take a name at once exactly one gets it, and the other is told", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const account = newAccount();
    const outcomes = await Promise.allSettled([createUser(ctx, account), createUser(ctx, account)]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    const [lost] = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "CONFLICT" });
  });

  test("nobody makes an account of their own role or above, and operators make none", async () => {
    const admin = await signedInAs(database.db, "admin");
    const operator = await signedInAs(database.db, "operator");
    await expect(createUser(admin.ctx, newAccount({ role: "admin" }))).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(createUser(operator.ctx, newAccount())).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("an account needs a group that exists", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const attempt = createUser(ctx, newAccount({ groupName: "nowhere" }));
    await expect(attempt).rejects.toMatchObject({ code: "BAD_INPUT", reason: "user.group_unknown" });
  });

  test("of two editors who read the same version the second is told, and nothing of theirs is saved", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const user = await makeUser(database.db);
    await updateUser(ctx, { id: user.id, version: 1, displayName: "First" });
    const late = updateUser(ctx, { id: user.id, version: 1, displayName: "Second", notes: "lost" });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT", reason: "common.stale_version" });
    expect(await getUser(ctx, { id: user.id })).toMatchObject({ displayName: "First", notes: "", version: 2 });
  });

  test("operators change group and notes of customers, not the names they sign in with", async () => {
    const { ctx } = await signedInAs(database.db, "operator");
    const user = await makeUser(database.db);
    await updateUser(ctx, { id: user.id, version: 1, notes: "pays by invoice" });
    const rename = updateUser(ctx, { id: user.id, version: 2, email: `${freshName()}@example.com` });
    await expect(rename).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("support keeps notes and changes nothing else", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const user = await makeUser(database.db);
    await annotateUser(ctx, { id: user.id, version: 1, notes: "called on Monday" });
    await expect(updateUser(ctx, { id: user.id, version: 2, displayName: "X" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(disableUser(ctx, { id: user.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("nobody acts on an account of equal or higher role, nor on their own", async () => {
    const admin = await signedInAs(database.db, "admin");
    const peer = await makeUser(database.db, { role: "admin" });
    const root = await makeUser(database.db, { role: "root" });
    for (const id of [peer.id, root.id, admin.user.id]) {
      await expect(disableUser(admin.ctx, { id })).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(deleteUser(admin.ctx, { id })).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(resetUserPassword(admin.ctx, { id })).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(setUserRole(admin.ctx, { id, role: "user" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  test("a disabled account is out at once: its sessions end, and gateways hear of it", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const victim = await signedInAs(database.db, "operator");
    const cookie = await cookieOf(sessionIdOf(victim.ctx));
    expect(await readSession(cookie, { ip: "" })).toMatchObject({ userId: victim.user.id });
    const before = await database.db.stateVersion.findUnique({ where: { topic: "identity" } });
    await disableUser(ctx, { id: victim.user.id, reason: "left the company" });
    expect(await readSession(cookie, { ip: "" })).toBeNull();
    const after = await database.db.stateVersion.findUnique({ where: { topic: "identity" } });
    expect(after?.version).toBeGreaterThan(before?.version ?? 0n);
    await enableUser(ctx, { id: victim.user.id });
    expect(await readSession(cookie, { ip: "" })).toBeNull();
    const events = await auditOf(database.db, victim.user.id);
    expect(events.map((event) => [event.action, event.reason])).toEqual([
      ["user.disable", "left the company"],
      ["user.enable", ""],
    ]);
  });

  test("a new role ends all sessions and asks for the actor's password", async () => {
    const stale = await signedInAs(database.db, "admin", { isSteppedUp: false });
    const fresh = await contextOf(database.db, stale.user);
    const target = await signedInAs(database.db, "user");
    const cookie = await cookieOf(sessionIdOf(target.ctx));
    const change = { id: target.user.id, role: "support" } as const;
    await expect(setUserRole(stale.ctx, change)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
    await setUserRole(fresh, change);
    expect(await readSession(cookie, { ip: "" })).toBeNull();
    expect(await getUser(fresh, { id: target.user.id })).toMatchObject({ role: "support", sessionCount: 0 });
  });

  test("an admin raises nobody to admin; root does, and makes another root", async () => {
    const admin = await signedInAs(database.db, "admin");
    const root = await signedInAs(database.db, "root");
    const target = await makeUser(database.db);
    await expect(setUserRole(admin.ctx, { id: target.id, role: "admin" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await setUserRole(root.ctx, { id: target.id, role: "admin" });
    await setUserRole(root.ctx, { id: target.id, role: "root" });
    expect((await getUser(root.ctx, { id: target.id })).role).toBe("root");
    // Equal now: neither acts on the other.
    await expect(setUserRole(root.ctx, { id: target.id, role: "user" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a deleted account keeps its data, and comes back within thirty days only", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const user = await makeUser(database.db, { balance: 7n });
    await deleteUser(ctx, { id: user.id });
    await expect(updateUser(ctx, { id: user.id, version: 2, notes: "x" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await restoreUser(ctx, { id: user.id });
    expect(await getUser(ctx, { id: user.id })).toMatchObject({ deletedAt: null, balance: 7n });
    const long = new Date(Date.now() - 31 * 86_400_000);
    await database.db.user.update({ where: { id: user.id }, data: { deletedAt: long } });
    await expect(restoreUser(ctx, { id: user.id })).rejects.toMatchObject({ reason: "user.restore_expired" });
  });

  test("a reset password works, the old one and old sessions do not", async () => {
    const { ctx } = await signedInAs(database.db, "admin");
    const target = await signedInAs(database.db, "user");
    const { password } = await resetUserPassword(ctx, { id: target.user.id });
    const row = await database.db.user.findUniqueOrThrow({ where: { id: target.user.id } });
    expect(await verifyPassword(password ?? "", row.passwordHash ?? "")).toBe(true);
    expect(await readSession(await cookieOf(sessionIdOf(target.ctx)), { ip: "" })).toBeNull();
  });

  test("many at once: each row says what became of it, and a failing one stops no other", async () => {
    const { ctx, user: self } = await signedInAs(database.db, "admin");
    const good = await makeUser(database.db);
    const already = await makeUser(database.db, { status: "disabled" });
    const peer = await makeUser(database.db, { role: "admin" });
    const missing = good.id.replace(/.{4}$/, "0000");
    const ids = [good.id, already.id, peer.id, self.id, missing];
    const report = await setStatusOfMany(ctx, { ids, status: "disabled" });
    expect(report.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["done", null],
      ["skipped", null],
      ["failed", "common.role_too_high"],
      ["failed", "user.not_yourself"],
      ["failed", "common.not_found"],
    ]);
  });

  test("a list pages without gaps or repeats over equal instants, and deleted accounts are a list of their own", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const createdAt = new Date();
    const mark = freshName();
    const rows = await Promise.all(
      Array.from({ length: 7 }, (_, index) =>
        makeUser(database.db, { createdAt, searchText: `${mark} ${index}`, deletedAt: index === 6 ? createdAt : null }),
      ),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listUsers(ctx, UserListInput.parse({ search: mark.toUpperCase(), limit: 2, cursor }));
      seen.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(
      rows
        .slice(0, 6)
        .map((row) => row.id)
        .sort()
        .reverse(),
    );
    const deleted = await listUsers(ctx, UserListInput.parse({ search: mark, isDeleted: true }));
    expect(deleted.items.map((item) => item.id)).toEqual([rows[6]?.id]);
  });

  test("a search for a whole name or mail shows its owner first and then whoever else it is part of, each once", async () => {
    const { ctx } = await signedInAs(database.db, "support");
    const name = freshName();
    const older = new Date(Date.now() - 60_000);
    const email = `${name}@example.com`;
    const searchText = `${name} ${email}`;
    const owner = await makeUser(database.db, { username: name, email, searchText, createdAt: older });
    const longer = await makeUser(database.db, { username: `${name}-2`, searchText: `${name}-2`, email: null });
    for (const search of [name, email.toUpperCase()]) {
      const first = await listUsers(ctx, UserListInput.parse({ search }));
      expect(first.items.map(({ id }) => id)).toEqual([owner.id]);
      const rest = await listUsers(ctx, UserListInput.parse({ search, cursor: first.nextCursor ?? "" }));
      expect(rest.items.map(({ id }) => id)).toEqual(search === name ? [longer.id] : []);
      expect(rest.nextCursor).toBeNull();
    }
    const others = await listUsers(ctx, UserListInput.parse({ search: name, role: ["root"] }));
    expect(others).toEqual({ items: [], nextCursor: null });
  });

  test("no answer about an account carries its password's hash", async () => {
    const { ctx } = await signedInAs(database.db, "root");
    const user = await makeUser(database.db, { passwordHash: "scrypt$very-secret" });
    const answers = [
      await getUser(ctx, { id: user.id }),
      await listUsers(ctx, UserListInput.parse({ search: user.username })),
    ];
    const text = JSON.stringify(answers, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));
    expect(text).not.toContain("very-secret");
  });

  test("customers read nobody's account", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    await expect(listUsers(ctx, UserListInput.parse({}))).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

eachEngine("the last root", (database) => {
  // The counter's row exists on any site that ever changed an account.
  beforeAll(() => database.db.stateVersion.create({ data: { topic: "identity" } }));

  test("two roots who step down at the same moment leave one root behind", async () => {
    const first = await signedInAs(database.db, "root");
    const second = await signedInAs(database.db, "root");
    const outcomes = await Promise.allSettled([
      setUserRole(first.ctx, { id: first.user.id, role: "admin" }),
      setUserRole(second.ctx, { id: second.user.id, role: "admin" }),
    ]);
    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await database.db.user.count({ where: { role: "root" } })).toBe(1);
    const [lost] = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(lost?.reason).toMatchObject({ code: "CONFLICT", reason: "user.last_root" });
  });
});
