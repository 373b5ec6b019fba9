import { randomInt } from "node:crypto";
import type { ServiceToken, User } from "@/prisma/generated/sqlite/client";
import { normaliseAllowedIps } from "@/server/access/token/allowed-ips";
import { audit } from "@/server/kernel/audit";
import { authorize, requireOutranks, requireStepUp, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { AppError, notFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { withTransaction } from "@/server/kernel/transaction";
import type { Role } from "../permission/schema";
import {
  type CreateServiceTokenInput,
  type ListServiceTokensInput,
  SERVICE_TOKEN_PREFIX,
  SERVICE_TOKENS_MAX,
  type ServiceTokenState,
} from "./schema";
import { isScopeOf, SCOPE_NAMES, type Scope } from "./scope-schema";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SECRET_LENGTH = 43;
const HINT_LENGTH = 8;

export type ServiceTokenView = {
  id: string;
  name: string;
  owner: { id: string; username: string };
  isOwn: boolean;
  state: ServiceTokenState;
  prefix: string;
  lastFour: string;
  scopes: Scope[];
  allowedIps: string[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
};

/** One's own service tokens, or with the right for it everybody's; the newest first, revoked ones too. */
export async function listServiceTokens(
  ctx: ServiceContext,
  input: ListServiceTokensInput,
): Promise<Page<ServiceTokenView>> {
  authorize(ctx, input.owner === "all" ? "serviceToken.manageAny" : "serviceToken.manageOwn");
  const text = input.search?.toLowerCase();
  const rows = await ctx.db.serviceToken.findMany({
    where: {
      ...(input.owner === "all" ? {} : { userId: requireUserId(ctx) }),
      ...(text ? { OR: [{ name: { contains: input.search ?? "" } }, { id: text }] } : {}),
      ...olderThan(input.cursor),
    },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  const owners = await ctx.db.user.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.userId))] } },
    select: { id: true, username: true },
  });
  const nameById = new Map(owners.map((owner) => [owner.id, owner.username]));
  return toPage(rows, input.limit, (row) => toView(ctx, row, nameById.get(row.userId) ?? row.userId));
}

function toView(ctx: ServiceContext, row: ServiceToken, username: string): ServiceTokenView {
  const { id, name, prefix, lastFour, expiresAt, lastUsedAt, revokedAt, createdAt } = row;
  return {
    id,
    name,
    owner: { id: row.userId, username },
    isOwn: row.userId === actorId(ctx),
    state: stateOf(row, ctx.clock()),
    prefix,
    lastFour,
    scopes: readScopes(row.scopes),
    allowedIps: JSON.parse(row.allowedIps),
    expiresAt,
    lastUsedAt,
    revokedAt,
    createdAt,
  };
}

function stateOf(row: ServiceToken, now: Date): ServiceTokenState {
  if (row.revokedAt !== null) return "revoked";
  return row.expiresAt !== null && row.expiresAt <= now ? "expired" : "active";
}

/** The scopes as stored; one that this version does not know any more opens nothing. */
export function readScopes(stored: string): Scope[] {
  const given: unknown = JSON.parse(stored);
  return SCOPE_NAMES.filter((scope) => Array.isArray(given) && given.includes(scope));
}

/**
 * Makes a service token for oneself, after the password was asked for again, and returns its text this one time.
 * Throws BAD_INPUT (serviceToken.scope_too_wide, serviceToken.expiry_past, token.bad_ip), PRECONDITION_FAILED
 * (serviceToken.too_many).
 */
export async function createServiceToken(
  ctx: ServiceContext,
  input: CreateServiceTokenInput,
): Promise<{ id: string; name: string; secret: string }> {
  authorize(ctx, "serviceToken.manageOwn");
  await requireStepUp(ctx);
  const userId = requireUserId(ctx);
  requireOwnScopes(ctx, input.scopes);
  if (input.expiresAt !== null && input.expiresAt <= ctx.clock()) {
    throw new AppError("BAD_INPUT", { reason: "serviceToken.expiry_past", meta: { field: "expiresAt" } });
  }
  const allowedIps = normaliseAllowedIps(input.allowedIps);
  const secret = newServiceToken();
  return withTransaction(ctx, async (tx) => {
    await requireRoom(tx, userId);
    const row = await tx.db.serviceToken.create({
      data: {
        id: newId("svt"),
        userId,
        name: input.name,
        hash: sha256Hex(secret),
        prefix: secret.slice(0, HINT_LENGTH),
        lastFour: secret.slice(-4),
        scopes: JSON.stringify(input.scopes),
        allowedIps: JSON.stringify(allowedIps),
        expiresAt: input.expiresAt,
        createdAt: tx.clock(),
      },
    });
    const { name, scopes, expiresAt } = input;
    await audit(tx, {
      action: "serviceToken.create",
      target: tokenTarget(row),
      after: { name, scopes, expiresAt, allowedIps },
    });
    return { id: row.id, name, secret };
  });
}

function newServiceToken(): string {
  const letters = Array.from({ length: SECRET_LENGTH }, () => BASE62.charAt(randomInt(BASE62.length)));
  return `${SERVICE_TOKEN_PREFIX}${letters.join("")}`;
}

function requireOwnScopes(ctx: ServiceContext, scopes: readonly Scope[]): void {
  if (ctx.actor.kind !== "user") return;
  const { role } = ctx.actor;
  const foreign = scopes.filter((scope) => !isScopeOf(role, scope));
  if (foreign.length === 0) return;
  throw new AppError("BAD_INPUT", {
    reason: "serviceToken.scope_too_wide",
    meta: { field: "scopes", scopes: foreign.join(", ") },
  });
}

/** Keeps the list readable; two made in the same moment may pass the limit by one, which harms nobody. */
async function requireRoom(tx: ServiceContext, userId: string): Promise<void> {
  const count = await tx.db.serviceToken.count({ where: { userId, revokedAt: null } });
  if (count < SERVICE_TOKENS_MAX) return;
  throw new AppError("PRECONDITION_FAILED", { reason: "serviceToken.too_many", meta: { max: SERVICE_TOKENS_MAX } });
}

/** Revokes a service token at once and for good: one's own, or that of somebody of a lower role. Twice is no error. */
export async function revokeServiceToken(ctx: ServiceContext, input: { id: string }): Promise<{ isChanged: boolean }> {
  authorize(ctx, "serviceToken.manageOwn");
  const row = await ctx.db.serviceToken.findUnique({ where: { id: input.id } });
  if (!row) throw notFound("serviceToken");
  if (row.userId !== actorId(ctx)) await requireMastery(ctx, row.userId);
  return withTransaction(ctx, async (tx) => {
    const { count } = await tx.db.serviceToken.updateMany({
      where: { id: row.id, revokedAt: null },
      data: { revokedAt: tx.clock() },
    });
    if (count === 0) return { isChanged: false };
    await audit(tx, {
      action: "serviceToken.revoke",
      target: tokenTarget(row),
      before: { name: row.name, scopes: readScopes(row.scopes) },
    });
    return { isChanged: true };
  });
}

async function requireMastery(ctx: ServiceContext, ownerId: string): Promise<void> {
  authorize(ctx, "serviceToken.manageAny");
  const owner = await ctx.db.user.findUnique({ where: { id: ownerId }, select: { role: true } });
  if (owner) requireOutranks(ctx, owner.role as Role);
}

function tokenTarget(row: { id: string; name: string }) {
  return { kind: "serviceToken", id: row.id, label: row.name };
}

export type TokenHolder = { token: ServiceToken; owner: User };

/**
 * The token of a text and its owner, or null where it is unknown, revoked or expired, or the owner may not act any more.
 * Read from the database with every call, so that revoking holds at once everywhere.
 */
export async function findServiceToken(ctx: ServiceContext, by: { secret: string } | { id: string }) {
  const where = "id" in by ? { id: by.id } : { hash: sha256Hex(by.secret) };
  const token = await ctx.db.serviceToken.findUnique({ where });
  if (!token || stateOf(token, ctx.clock()) !== "active") return null;
  const owner = await ctx.db.user.findUnique({ where: { id: token.userId } });
  if (owner?.status !== "enabled" || owner.deletedAt !== null) return null;
  return { token, owner } satisfies TokenHolder;
}

const TOUCH_EVERY_MS = 60_000;

/** Notes that a token was used; at most once a minute, so that a busy program costs no write with each call. */
export async function touchServiceToken(ctx: ServiceContext, token: ServiceToken): Promise<void> {
  const now = ctx.clock();
  if (token.lastUsedAt !== null && now.getTime() - token.lastUsedAt.getTime() < TOUCH_EVERY_MS) return;
  await ctx.db.serviceToken.updateMany({ where: { id: token.id }, data: { lastUsedAt: now } });
}
