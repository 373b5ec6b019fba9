import { addressMatcher } from "@/server/gateway/client-address";
import type { Role } from "@/server/identity/permission/schema";
import { findLiveSession, scopesInForce, touchSession } from "@/server/identity/service-token/access";
import { readToken } from "@/server/identity/service-token/jwt";
import { SERVICE_TOKEN_PREFIX } from "@/server/identity/service-token/schema";
import { isSensitiveScope, permissionsOf, type Scope } from "@/server/identity/service-token/scope-schema";
import { findServiceToken, readScopes, touchServiceToken } from "@/server/identity/service-token/service";
import type { Actor, ServiceContext } from "@/server/kernel/context";
import type { Operation } from "./operation";
import { ProblemError } from "./problem";

/** Who calls, and with what. `id` is the session's or the service token's: what is counted and limited goes by it. */
export type Caller = {
  id: string;
  owner: { id: string; username: string; role: Role };
  sessionId: string | null;
  scopes: readonly Scope[];
};

const BEARER = /^Bearer +([\w.~+/=-]{8,4000})$/i;

/**
 * The caller of a request by its Authorization header; cookies are not looked at, so no page of another site can make a
 * browser call. The row behind the token is read with every call: what was revoked is out at once, and the role is the
 * one the account has now. Throws ProblemError 401, or 403 for an address that is not on the token's list.
 */
export async function authenticate(ctx: ServiceContext, headers: Headers): Promise<Caller> {
  const header = headers.get("authorization");
  if (header === null) throw unauthenticated("Send the header `Authorization: Bearer <token>`.");
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw unauthenticated("The Authorization header is not `Bearer <token>`.");
  if (token.startsWith(SERVICE_TOKEN_PREFIX)) return callerOfServiceToken(ctx, { secret: token });
  const claims = await readToken("access", token, ctx.clock());
  if (!claims) throw unauthenticated("The token is unknown, was changed, or has expired.");
  if ("serviceTokenId" in claims.bearer) {
    const caller = await callerOfServiceToken(ctx, { id: claims.bearer.serviceTokenId });
    return { ...caller, scopes: caller.scopes.filter((scope) => claims.scopes?.includes(scope) ?? true) };
  }
  const live = await findLiveSession(ctx, claims.bearer.sessionId);
  if (!live || live.user.id !== claims.userId) throw unauthenticated("The session of this token has ended.");
  await touchSession(ctx, live.session);
  const role = live.user.role as Role;
  return {
    id: live.session.id,
    owner: { id: live.user.id, username: live.user.username, role },
    sessionId: live.session.id,
    scopes: scopesInForce(role, claims.scopes),
  };
}

async function callerOfServiceToken(ctx: ServiceContext, by: { secret: string } | { id: string }): Promise<Caller> {
  const found = await findServiceToken(ctx, by);
  if (!found) throw unauthenticated("The service token is unknown, expired or revoked.");
  const { token, owner } = found;
  const addresses: string[] = JSON.parse(token.allowedIps);
  if (addresses.length > 0 && !addressMatcher(addresses)(ctx.ip)) {
    throw new ProblemError("address_not_allowed", { detail: `The token may not be used from ${ctx.ip || "here"}.` });
  }
  await touchServiceToken(ctx, token);
  const role = owner.role as Role;
  return {
    id: token.id,
    owner: { id: owner.id, username: owner.username, role },
    sessionId: null,
    scopes: scopesInForce(role, readScopes(token.scopes)),
  };
}

/**
 * The actor of one operation: the owner with the rights of this operation's scopes alone, whatever else the token has.
 * Throws ProblemError 403 when the token lacks the scope.
 */
export function actorFor(caller: Caller, { scope, stepUpScope }: Operation): Actor {
  const { owner, sessionId, scopes } = caller;
  if (scope !== null && !scopes.includes(scope)) {
    throw new ProblemError("insufficient_scope", { detail: `This takes the scope ${scope}.`, scope });
  }
  const used = [scope, stepUpScope].filter((name): name is Scope => name !== null && scopes.includes(name));
  return {
    kind: "user",
    id: owner.id,
    name: owner.username,
    role: owner.role,
    sessionId,
    grant: {
      permissions: permissionsOf(used),
      // A person signed in with a password can be asked for it again; only a program rests on its scope.
      isSensitive: sessionId === null && used.some(isSensitiveScope),
    },
  };
}

function unauthenticated(detail: string): ProblemError {
  return new ProblemError("unauthenticated", { detail }, { "www-authenticate": 'Bearer realm="gatehouse"' });
}
