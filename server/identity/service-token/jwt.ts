import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { deriveKey } from "@/server/kernel/crypto";
import { env } from "@/server/kernel/env";
import { SCOPE_NAMES, type Scope } from "./scope-schema";

/** How long an access token is worth anything, even if its session lives on. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
const ISSUER = "gatehouse";
const ALGORITHM = "HS256";

/** "access" opens the API; "refresh" is worth a new access token and nothing else. */
type Use = "access" | "refresh";

/** What a token says. It proves who asked for it; whether that still holds is the row's to say: a session's or a service token's. */
export type TokenClaims = {
  userId: string;
  bearer: { sessionId: string } | { serviceTokenId: string };
  /** Null: all that the role has. */
  scopes: Scope[] | null;
  /** Of a refresh token: which of its session's it is. */
  refreshId?: string;
};

const Payload = z.object({
  sub: z.string().startsWith("usr_"),
  sid: z.string().startsWith("ses_").optional(),
  svt: z.string().startsWith("svt_").optional(),
  scope: z.string().optional(),
  jti: z.string().max(32).optional(),
});

function keyOf(secret: string, use: Use): Uint8Array {
  return deriveKey(secret, `api-${use}-token`);
}

/** A signed token. In: what it says and when it ends. The two uses are signed with keys of their own. */
export function signToken(use: Use, claims: TokenClaims, times: { issuedAt: Date; expiresAt: Date }): Promise<string> {
  const bearer =
    "sessionId" in claims.bearer ? { sid: claims.bearer.sessionId } : { svt: claims.bearer.serviceTokenId };
  const scope = claims.scopes === null ? {} : { scope: claims.scopes.join(" ") };
  const id = use === "refresh" && claims.refreshId !== undefined ? { jti: claims.refreshId } : {};
  return new SignJWT({ ...bearer, ...scope, ...id })
    .setProtectedHeader({ alg: ALGORITHM, typ: use === "access" ? "at+jwt" : "rt+jwt" })
    .setIssuer(ISSUER)
    .setSubject(claims.userId)
    .setIssuedAt(times.issuedAt)
    .setExpirationTime(times.expiresAt)
    .sign(keyOf(env.secrets[0], use));
}

/** What a token says when one of the installation's secrets signed it and it has not ended; else null. */
export async function readToken(use: Use, token: string, now: Date): Promise<TokenClaims | null> {
  for (const secret of env.secrets) {
    try {
      const { payload } = await jwtVerify(token, keyOf(secret, use), {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        currentDate: now,
      });
      return claimsOf(payload);
    } catch (error) {
      // Signed under an older secret, perhaps: the next one may know it.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) return null;
    }
  }
  return null;
}

function claimsOf(payload: unknown): TokenClaims | null {
  const parsed = Payload.safeParse(payload);
  if (!parsed.success) return null;
  const { sub: userId, sid, svt, scope, jti } = parsed.data;
  const given = scope?.split(" ");
  const scopes = given ? SCOPE_NAMES.filter((name) => given.includes(name)) : null;
  const refreshId = jti === undefined ? {} : { refreshId: jti };
  if (sid !== undefined) return { userId, bearer: { sessionId: sid }, scopes, ...refreshId };
  return svt === undefined ? null : { userId, bearer: { serviceTokenId: svt }, scopes };
}
