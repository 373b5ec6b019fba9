import type { Token, TokenKey, User } from "@/prisma/generated/sqlite/client";
import type { Role } from "@/server/identity/permission/schema";
import { authorize, isAllowed, requireOutranks } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { TOKEN_RESTORE_DAYS, type TokenStatus } from "../schema";
import { tokenState } from "../state";

const DAY_MS = 86_400_000;

export type TokenOwner = Pick<User, "id" | "username" | "displayName" | "role" | "groupName">;
export type TokenRow = Token & { keys: TokenKey[]; user: TokenOwner };

/** What is read with every token: its keys, and of its owner what lists and rules need. */
export const TOKEN_PARTS = {
  keys: true,
  user: { select: { id: true, username: true, displayName: true, role: true, groupName: true } },
} as const;

/** What lists and details show of a token. Never a key or its hash. */
export type TokenView = ReturnType<typeof toTokenView>;

export function toTokenView(ctx: ServiceContext, row: TokenRow) {
  const now = ctx.clock();
  const isOwn = row.userId === actorId(ctx);
  const showsLastFour = isOwn || isAllowed(ctx, "token.readLastFour");
  const keys = row.keys
    .filter((key) => key.expiresAt === null || key.expiresAt > now)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .map((key) => ({
      id: key.id,
      prefix: key.prefix,
      lastFour: showsLastFour ? key.lastFour : null,
      /** Set while a roll lets the key before it go on for a time. */
      expiresAt: key.expiresAt,
      createdAt: key.createdAt,
    }));
  return {
    id: row.id,
    name: row.name,
    owner: { id: row.user.id, username: row.user.username, displayName: row.user.displayName },
    isOwn,
    status: row.status as TokenStatus,
    state: tokenState(row, now),
    keys,
    expiresAt: row.expiresAt,
    isUnlimited: row.isUnlimited,
    remainQuota: row.remainQuota,
    usedQuota: row.usedQuota,
    requestCount: row.requestCount,
    modelLimits: readList(row.modelLimits),
    allowedIps: readList(row.allowedIps),
    groupName: row.groupName,
    /** The group whose ratio and channels its requests get. */
    effectiveGroup: row.groupName ?? row.user.groupName,
    lastUsedAt: row.lastUsedAt,
    version: row.version,
    createdAt: row.createdAt,
    deletedAt: row.deletedAt,
    restorableUntil: row.deletedAt && restorableUntil(row.deletedAt),
  };
}

export function restorableUntil(deletedAt: Date): Date {
  return new Date(deletedAt.getTime() + TOKEN_RESTORE_DAYS * DAY_MS);
}

/** The names in a stored JSON array. */
export function readList(json: string): string[] {
  const value: unknown = JSON.parse(json);
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

/** The fields of a token that the audit trail keeps. */
export function auditedFields(row: Token) {
  const { name, status, expiresAt, isUnlimited, remainQuota, groupName } = row;
  const lists = { modelLimits: readList(row.modelLimits), allowedIps: readList(row.allowedIps) };
  return { name, status, expiresAt, isUnlimited, remainQuota, groupName, ...lists };
}

export function tokenTarget(row: { id: string; name: string }) {
  return { kind: "token", id: row.id, label: row.name };
}

/** Lower-cased, so that a search means the same on every database. */
export function searchTextOf(name: string): string {
  return name.toLowerCase().slice(0, 191);
}

type ForeignRight = "token.readAny" | "token.manageAny" | "token.disableAny";

/**
 * A token that was not deleted, if the actor may do this to it: their own, or with the right for it that of somebody of a
 * lower role. To those who may not read it, somebody else's token is NOT_FOUND: ids must not be an oracle.
 */
export async function findLiveToken(ctx: ServiceContext, id: string, right: ForeignRight): Promise<TokenRow> {
  const row = await findToken(ctx, id, right);
  if (row.deletedAt !== null) throw notFound("token");
  return row;
}

/** Like findLiveToken, deleted ones too. */
export async function findToken(ctx: ServiceContext, id: string, right: ForeignRight): Promise<TokenRow> {
  const row = await ctx.db.token.findUnique({ where: { id }, include: TOKEN_PARTS });
  if (!row) throw notFound("token");
  if (isOwnToken(ctx, row)) return row;
  if (!isAllowed(ctx, "token.readAny")) throw notFound("token");
  authorize(ctx, right);
  if (right !== "token.readAny") requireOutranks(ctx, row.user.role as Role);
  return row;
}

export function isOwnToken(ctx: ServiceContext, row: { userId: string }): boolean {
  return row.userId === actorId(ctx);
}
