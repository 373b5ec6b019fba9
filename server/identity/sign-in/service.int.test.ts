import { afterEach, beforeAll, expect, test, vi } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import * as crypto from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeUser, systemOf } from "@/server/testing/people";
import { stepUp } from "../session/service";
import { signIn, signOut } from "./service";

const PASSWORD = "correct horse battery";
const FAILURES_MAX = 5;
let passwordHash: string;

function visitor(base: ServiceContext, fields: Partial<ServiceContext> = {}): ServiceContext {
  // An address of its own for each test: the count by address spans names.
  return { ...base, ip: newId("req"), userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", ...fields };
}

async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  return attempt.then(
    () => "in",
    (error: { reason?: string }) => error.reason ?? "unknown",
  );
}

/** For tests of counting, where it does not matter how long a password's check takes. */
function checkPasswordsFast(): void {
  vi.spyOn(crypto, "verifyPassword").mockImplementation(async (password, stored) => {
    return password === PASSWORD && stored === passwordHash;
  });
}

eachEngine("sign-in", (database) => {
  beforeAll(async () => {
    passwordHash = await crypto.hashPassword(PASSWORD);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("the right password opens a session by name or e-mail in any case, and is recorded", async () => {
    const user = await makeUser(database.db, { passwordHash, email: `${newId("req")}@example.com` });
    const ctx = visitor(systemOf(database.db));
    const byName = await signIn(ctx, { name: ` ${user.username.toUpperCase()} `, password: PASSWORD });
    const byEmail = await signIn(ctx, { name: user.email ?? "", password: PASSWORD });
    expect(byName).not.toBe(byEmail);
    const session = await database.db.session.findUniqueOrThrow({ where: { id: byName } });
    expect(session).toMatchObject({ userId: user.id, device: "Firefox on Linux", revokedAt: null });
    const events = await database.db.auditEvent.count({ where: { actorId: user.id, action: "session.open" } });
    expect(events).toBe(2);
    await signOut(ctx, { sessionId: byName });
    const ended = await database.db.session.findUniqueOrThrow({ where: { id: byName } });
    expect(ended.revokedReason).toBe("signed_out");
  });

  test("unknown name, wrong password, disabled and deleted account give one answer after the same work", async () => {
    const known = await makeUser(database.db, { passwordHash });
    const disabled = await makeUser(database.db, { passwordHash, status: "disabled" });
    const deleted = await makeUser(database.db, { passwordHash, deletedAt: new Date() });
    const withoutPassword = await makeUser(database.db);
    await crypto.decoyPasswordHash();
    const verify = vi.spyOn(crypto, "verifyPassword");
    const cases = [
      { name: `nobody-${newId("req")}`, password: PASSWORD },
      { name: known.username, password: "wrong" },
      { name: disabled.username, password: PASSWORD },
      { name: deleted.username, password: PASSWORD },
      { name: withoutPassword.username, password: "" },
    ];
    for (const input of cases) {
      verify.mockClear();
      const attempt = signIn(visitor(systemOf(database.db)), input);
      await expect(attempt).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "signIn.failed" });
      // The cost of the check is in the stored hash: same count, same parameters, same time.
      const costs = verify.mock.calls.map(([, stored]) => stored.split("$").slice(0, 4).join("$"));
      expect(costs).toEqual([passwordHash.split("$").slice(0, 4).join("$")]);
    }
  });

  test("of fifty guesses sent at once only as many as the limit are looked at, then even the right one waits", async () => {
    checkPasswordsFast();
    const user = await makeUser(database.db, { passwordHash });
    const attempts = Array.from({ length: 50 }, () =>
      outcomeOf(signIn(visitor(systemOf(database.db)), { name: user.username, password: "guess" })),
    );
    const outcomes = await Promise.all(attempts);
    expect(outcomes.filter((outcome) => outcome === "signIn.failed")).toHaveLength(FAILURES_MAX);
    expect(outcomes.filter((outcome) => outcome === "signIn.locked")).toHaveLength(50 - FAILURES_MAX);
    const right = { name: user.username, password: PASSWORD };
    expect(await outcomeOf(signIn(visitor(systemOf(database.db)), right))).toBe("signIn.locked");
    const later = () => new Date(Date.now() + 16 * 60_000);
    expect(await outcomeOf(signIn(visitor(systemOf(database.db), { clock: later }), right))).toBe("in");
  });

  test("names that nobody has lock alike, so that a lock tells nothing", async () => {
    checkPasswordsFast();
    const name = `nobody-${newId("req")}`;
    for (let index = 0; index < FAILURES_MAX; index += 1) {
      expect(await outcomeOf(signIn(visitor(systemOf(database.db)), { name, password: "x" }))).toBe("signIn.failed");
    }
    expect(await outcomeOf(signIn(visitor(systemOf(database.db)), { name, password: "x" }))).toBe("signIn.locked");
  });

  test("a right password forgets the failures before it", async () => {
    checkPasswordsFast();
    const user = await makeUser(database.db, { passwordHash });
    const ctx = visitor(systemOf(database.db));
    for (let round = 0; round < 2; round += 1) {
      for (let index = 1; index < FAILURES_MAX; index += 1) {
        expect(await outcomeOf(signIn(ctx, { name: user.username, password: "x" }))).toBe("signIn.failed");
      }
      expect(await outcomeOf(signIn(ctx, { name: user.username, password: PASSWORD }))).toBe("in");
    }
  });

  test("an account that is disabled while its password is being checked does not get in", async () => {
    const user = await makeUser(database.db, { passwordHash });
    vi.spyOn(crypto, "verifyPassword").mockImplementationOnce(async () => {
      await database.db.user.update({ where: { id: user.id }, data: { status: "disabled" } });
      return true;
    });
    const attempt = signIn(visitor(systemOf(database.db)), { name: user.username, password: PASSWORD });
    expect(await outcomeOf(attempt)).toBe("signIn.failed");
    expect(await database.db.session.count({ where: { userId: user.id } })).toBe(0);
  });

  test("guessing at the password dialog counts like guessing at the door", async () => {
    checkPasswordsFast();
    const user = await makeUser(database.db, { passwordHash });
    const ctx = { ...(await contextOf(database.db, user, { isSteppedUp: false })), ip: newId("req") };
    for (let index = 0; index < FAILURES_MAX; index += 1) {
      expect(await outcomeOf(stepUp(ctx, { password: "x" }))).toBe("session.wrong_password");
    }
    expect(await outcomeOf(stepUp(ctx, { password: PASSWORD }))).toBe("signIn.locked");
  });
});
