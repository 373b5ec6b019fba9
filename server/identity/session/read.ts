import type { Role } from "@/server/identity/permission/schema";
import { getDb } from "@/server/kernel/database/client";
import { sessionIdFromCookies } from "./cookie";

const TOUCH_EVERY_MS = 60_000;

export type LiveSession = {
  id: string;
  userId: string;
  username: string;
  displayName: string;
  role: Role;
  locale: string | null;
  timeZone: string | null;
};

/**
 * The live session behind a Cookie header, or null. The row decides, on every call: a revoked session or a disabled
 * account is out at once, and the role is the one the account has now.
 */
export async function readSession(cookieHeader: string, seen: { ip: string }): Promise<LiveSession | null> {
  const id = await sessionIdFromCookies(cookieHeader);
  if (id === null) return null;
  const db = getDb();
  const row = await db.session.findUnique({ where: { id }, include: { user: true } });
  const now = new Date();
  if (!row || row.revokedAt !== null || row.expiresAt <= now) return null;
  if (row.user.status !== "enabled" || row.user.deletedAt !== null) return null;
  if (now.getTime() - row.lastActiveAt.getTime() > TOUCH_EVERY_MS) {
    await db.session.updateMany({ where: { id }, data: { lastActiveAt: now, ip: seen.ip.slice(0, 64) } });
    await db.user.updateMany({ where: { id: row.userId }, data: { lastSeenAt: now } });
  }
  const { user } = row;
  return {
    id,
    userId: user.id,
    username: user.username,
    displayName: user.displayName,
    role: user.role as Role,
    locale: user.locale,
    timeZone: user.timeZone,
  };
}
