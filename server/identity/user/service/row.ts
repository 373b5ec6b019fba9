import type { User } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import type { Role } from "../../permission/schema";
import { RESTORE_DAYS, type UserStatus } from "../schema";

const DAY_MS = 86_400_000;

/** What lists and details show of an account. Never the password's hash. */
export type UserView = ReturnType<typeof toUserView>;

export function toUserView(row: User) {
  return {
    id: row.id,
    username: row.username,
    email: row.email,
    displayName: row.displayName,
    role: row.role as Role,
    status: row.status as UserStatus,
    groupName: row.groupName,
    notes: row.notes,
    /** Quota units that may be reserved now; what requests on their way hold is not in it. */
    balance: row.balance,
    usedQuota: row.usedQuota,
    requestCount: row.requestCount,
    legalHoldAt: row.legalHoldAt,
    legalHoldReason: row.legalHoldReason,
    lastSeenAt: row.lastSeenAt,
    version: row.version,
    createdAt: row.createdAt,
    deletedAt: row.deletedAt,
    restorableUntil: row.deletedAt && restorableUntil(row.deletedAt),
  };
}

export function restorableUntil(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + RESTORE_DAYS * DAY_MS);
}

/** The fields of an account that the audit trail keeps. */
export function auditedFields(row: User) {
  const { username, email, displayName, role, status, groupName, notes } = row;
  return { username, email, displayName, role, status, groupName, notes };
}

/** The row of an account, deleted ones too. Throws NOT_FOUND. */
export async function findUserRow(ctx: ServiceContext, id: string): Promise<User> {
  const row = await ctx.db.user.findUnique({ where: { id } });
  if (!row) throw notFound("user");
  return row;
}

/** The row of an account that was not deleted. Throws NOT_FOUND. */
export async function findLiveUserRow(ctx: ServiceContext, id: string): Promise<User> {
  const row = await findUserRow(ctx, id);
  if (row.deletedAt !== null) throw notFound("user");
  return row;
}

export function userTarget(row: { id: string; username: string }) {
  return { kind: "user", id: row.id, label: row.username };
}

/** Lower-cased, so that a search means the same on every database. */
export function searchTextOf(row: { username: string; email: string | null; displayName: string }): string {
  return `${row.username} ${row.email ?? ""} ${row.displayName}`.toLowerCase().slice(0, 400);
}
