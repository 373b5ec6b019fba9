import { encode } from "next-auth/jwt";
import type { Db } from "@/server/kernel/database/client";
import { contextOf, type makeUser } from "@/server/testing/people";
import { SESSION_COOKIE, sessionCookieSecrets, sessionIdFromCookies } from "../../session/cookie";
import { AuthBrowser } from "./browser";

type User = Awaited<ReturnType<typeof makeUser>>;

/** A browser that an account is signed in on. */
export async function browserOf(db: Db, user: User, options: { isSteppedUp?: boolean } = {}) {
  const ctx = await contextOf(db, user, options);
  const sid = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
  const browser = new AuthBrowser();
  const [secret = ""] = sessionCookieSecrets();
  browser.cookies.set(SESSION_COOKIE, await encode({ token: { sid }, secret }));
  return { browser, ctx };
}

/** The session that a browser's cookie names, with its account; null: nobody is signed in on it. */
export async function sessionOf(db: Db, browser: AuthBrowser) {
  const id = await sessionIdFromCookies(browser.cookieHeader);
  return id === null ? null : db.session.findUnique({ where: { id }, include: { user: true } });
}

/** The reason in an address that a failed sign-in leads to. */
export function reasonOf(location: string): unknown {
  const text = new URL(location, "http://gate.example").searchParams.get("error") ?? "{}";
  try {
    return JSON.parse(text).reason;
  } catch {
    return text;
  }
}
