import { decode } from "next-auth/jwt";
import { deriveKey } from "@/server/kernel/crypto";
import { env } from "@/server/kernel/env";

export const SESSION_COOKIE = "gatehouse.session";

/** The secrets that sign session cookies: the first signs, all are accepted, so that a rotation signs nobody out. */
export function sessionCookieSecrets(): string[] {
  return env.secrets.map((secret) => deriveKey(secret, "session-cookie").toString("hex"));
}

/** The session id a Cookie header carries, or null. A forged or foreign cookie gives null. */
export async function sessionIdFromCookies(cookieHeader: string): Promise<string | null> {
  const token = readCookie(cookieHeader, SESSION_COOKIE);
  if (token === null) return null;
  for (const secret of sessionCookieSecrets()) {
    try {
      const claims = await decode({ token, secret });
      if (typeof claims?.sid === "string") return claims.sid;
    } catch {
      // Signed under another secret of the list, or not by us: try the next.
    }
  }
  return null;
}

/** The value of a cookie in a Cookie header, or null. */
export function readCookie(header: string, name: string): string | null {
  for (const part of header.split(";")) {
    const [key, ...rest] = part.trim().split("=");
    if (key === name) return decodeURIComponent(rest.join("="));
  }
  return null;
}
