import type { BrowserContext } from "@playwright/test";
import { encode } from "next-auth/jwt";
import type { User } from "@/prisma/generated/sqlite/client";
import type { Role } from "@/server/identity/permission/schema";
import { SESSION_COOKIE, sessionCookieSecrets } from "@/server/identity/session/cookie";
import { hashPassword } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { withTransaction } from "@/server/kernel/transaction";
import { grant } from "@/server/money/ledger/service/grant";
import { contextOf, makeUser, systemOf } from "@/server/testing/people";
import { PASSWORD } from "./installation";

let passwordHash: Promise<string> | undefined;

/** An account of its own, which can sign in with PASSWORD. */
export async function makePerson(db: Db, fields: Partial<User> = {}): Promise<User> {
  passwordHash ??= hashPassword(PASSWORD);
  return makeUser(db, { passwordHash: await passwordHash, ...fields });
}

/** Credits an account, as a ledger entry like any other. `units` in quota units (500,000 are 1 US dollar). */
export async function credit(db: Db, user: Pick<User, "id">, units: bigint): Promise<void> {
  const idempotencyKey = `grant:e2e:${user.id}`;
  await withTransaction(systemOf(db), (tx) =>
    grant(tx, { userId: user.id, amount: units, reason: "for a journey", idempotencyKey }),
  );
}

/** Gives a browser a live session of the account, and returns the session's id. */
export async function signInContext(
  db: Db,
  user: Pick<User, "id" | "username" | "role">,
  { context, baseURL, isSteppedUp = false }: { context: BrowserContext; baseURL: string; isSteppedUp?: boolean },
): Promise<string> {
  const { actor } = await contextOf(db, user, { isSteppedUp });
  const sid = actor.kind === "user" ? actor.sessionId : null;
  if (sid === null) throw new Error("a person's context has a session");
  const [secret = ""] = sessionCookieSecrets();
  const value = await encode({ token: { sid }, secret });
  await context.addCookies([{ name: SESSION_COOKIE, value, url: baseURL, httpOnly: true, sameSite: "Lax" }]);
  return sid;
}

/** A new account of a role. */
export function makeStaff(db: Db, role: Role): Promise<User> {
  return makePerson(db, { role });
}
