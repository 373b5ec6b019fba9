import type { Session, User } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import type { Role } from "../permission/schema";
import { signIn, signOut } from "../sign-in/service";
import type { AccessGranted, IssueAccessInput } from "./access-schema";
import { ACCESS_TOKEN_SECONDS, readToken, signToken, type TokenClaims } from "./jwt";
import { newRefreshId } from "./refresh-id";
import { isScopeOf, type Scope, scopesOf } from "./scope-schema";
import { findServiceToken, readScopes } from "./service";

/**
 * An access token for a name and password, which opens a session like the sign-in page and under its lock-out, or for a
 * service token. Throws UNAUTHENTICATED, RATE_LIMITED (signIn.locked), BAD_INPUT (serviceToken.scope_too_wide).
 */
export async function issueAccess(ctx: ServiceContext, input: IssueAccessInput): Promise<AccessGranted> {
  if ("serviceToken" in input) return issueForServiceToken(ctx, input);
  const sessionId = await signIn(ctx, input);
  const live = await findLiveSession(ctx, sessionId);
  if (!live) throw signedOut();
  const role = live.user.role as Role;
  const scopes = narrowed(scopesOf(role), input.scopes);
  const refreshId = await beginRefreshing(ctx, sessionId);
  return grant(
    ctx,
    { userId: live.user.id, bearer: { sessionId }, scopes: input.scopes ? scopes : null, refreshId },
    live,
  );
}

/** The id of a session's first refresh token; every use of one writes the next. */
async function beginRefreshing(ctx: ServiceContext, sessionId: string): Promise<string> {
  const refreshId = newRefreshId();
  await ctx.db.session.update({ where: { id: sessionId }, data: { refreshId, refreshedAt: ctx.clock() } });
  return refreshId;
}

async function issueForServiceToken(
  ctx: ServiceContext,
  input: { serviceToken: string; scopes?: Scope[] | undefined },
) {
  const found = await findServiceToken(ctx, { secret: input.serviceToken });
  if (!found) throw signedOut();
  const scopes = narrowed(readScopes(found.token.scopes), input.scopes);
  return grant(ctx, { userId: found.owner.id, bearer: { serviceTokenId: found.token.id }, scopes }, null);
}

function narrowed(held: readonly Scope[], asked: readonly Scope[] | undefined): Scope[] {
  const foreign = asked?.filter((scope) => !held.includes(scope)) ?? [];
  if (foreign.length > 0) {
    throw new AppError("BAD_INPUT", {
      reason: "serviceToken.scope_too_wide",
      meta: { field: "scopes", scopes: foreign.join(", ") },
    });
  }
  return [...(asked ?? held)];
}

export type LiveSession = { session: Session; user: User };

/** The answer to who may have an access token; `live`: the session that a refresh token is given for, or null for none. */
export async function grant(
  ctx: ServiceContext,
  claims: TokenClaims,
  live: LiveSession | null,
): Promise<AccessGranted> {
  const issuedAt = ctx.clock();
  const expiresAt = new Date(issuedAt.getTime() + ACCESS_TOKEN_SECONDS * 1_000);
  const accessToken = await signToken("access", claims, { issuedAt, expiresAt });
  const refreshToken = live && (await signToken("refresh", claims, timesOf(live.session, issuedAt)));
  const scopes = claims.scopes ?? (live ? scopesOf(live.user.role as Role) : []);
  return { accessToken, tokenType: "Bearer", expiresIn: ACCESS_TOKEN_SECONDS, refreshToken, scopes };
}

/** A refresh token's times are its row's, so that the same row always makes the same token. */
function timesOf({ refreshedAt, expiresAt }: Session, now: Date) {
  return { issuedAt: refreshedAt ?? now, expiresAt };
}

/** Ends the session of an access or refresh token, and with it every token of the session. An unknown one is no error. */
export async function revokeAccess(ctx: ServiceContext, input: { token: string }): Promise<void> {
  const now = ctx.clock();
  const claims = (await readToken("refresh", input.token, now)) ?? (await readToken("access", input.token, now));
  if (claims && "sessionId" in claims.bearer) await signOut(ctx, { sessionId: claims.bearer.sessionId });
}

/** A session that was not ended, of an account that may act; else null. */
export async function findLiveSession(ctx: ServiceContext, id: string): Promise<LiveSession | null> {
  const row = await ctx.db.session.findUnique({ where: { id }, include: { user: true } });
  if (!row || row.revokedAt !== null || row.expiresAt <= ctx.clock()) return null;
  const { user, ...session } = row;
  return user.status === "enabled" && user.deletedAt === null ? { session, user } : null;
}

const TOUCH_EVERY_MS = 60_000;

/** Notes that a session was used; at most once a minute, as for browsers. */
export async function touchSession(ctx: ServiceContext, session: Session): Promise<void> {
  const now = ctx.clock();
  if (now.getTime() - session.lastActiveAt.getTime() < TOUCH_EVERY_MS) return;
  const data = { lastActiveAt: now, ip: ctx.ip.slice(0, 64) };
  await ctx.db.session.updateMany({ where: { id: session.id }, data });
}

/** What an unknown, old or revoked token is answered with. */
export function signedOut(): AppError {
  return new AppError("UNAUTHENTICATED", { reason: "serviceToken.not_accepted" });
}

/** The scopes that count now: what was given, less what the role of the owner has lost since. */
export function scopesInForce(role: Role, scopes: readonly Scope[] | null): Scope[] {
  return scopes === null ? scopesOf(role) : scopes.filter((scope) => isScopeOf(role, scope));
}
