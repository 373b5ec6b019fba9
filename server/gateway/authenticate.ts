import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { AuthEntry } from "./auth-entry";
import { badKey, type GatewayError, notPermitted, unavailable } from "./errors";
import type { KeySource } from "./offline/serving";
import type { Trace } from "./trace";

const KEY_LENGTH_MAX = 256;

/**
 * Whose request this is. Order of checks (gateway-semantics §9.2): key found, token and key usable, user enabled, address
 * allowed. Whether quota is left is decided by the reservation, under lock. The trace learns the account first, so every refusal of a known key is in its log.
 * Throws GatewayError 401, 403, 503 (the database is away and the key not in memory).
 */
export async function authenticate(
  keys: KeySource,
  input: { headers: IncomingHttpHeaders; trace: Trace },
): Promise<AuthEntry> {
  const { headers, trace } = input;
  const key = readKey(headers);
  if (key === null) {
    throw badKey(
      "missing_api_key",
      "You didn't provide an API key. Provide it in an Authorization header using Bearer auth (Authorization: Bearer YOUR_KEY).",
    );
  }
  const entry = await findEntry(keys, key);
  if (!entry || entry.isTokenDeleted || entry.isUserDeleted) {
    throw badKey("invalid_api_key", `Incorrect API key provided: ${maskKey(key)}.`);
  }
  trace.userId = entry.userId;
  trace.tokenId = entry.tokenId;
  trace.groupName = entry.groupName;
  const refusal = refusalOf(entry, { now: trace.startedAt, ip: trace.ip });
  if (refusal) throw refusal;
  return entry;
}

/** The key of a request: `Authorization: Bearer`, or `x-api-key` as Anthropic's clients send it. */
export function readKey(headers: IncomingHttpHeaders): string | null {
  const { authorization } = headers;
  const header = headers["x-api-key"];
  const key = authorization?.slice(0, 7).toLowerCase() === "bearer " ? authorization.slice(7).trim() : header;
  return typeof key === "string" && key !== "" && key.length <= KEY_LENGTH_MAX ? key : null;
}

async function findEntry(keys: KeySource, key: string): Promise<AuthEntry | null> {
  const hash = createHash("sha256").update(key).digest("hex");
  const known = keys.peek(hash);
  if (known !== undefined) return known;
  try {
    return await keys.read(hash);
  } catch (error) {
    throw unavailable(
      "database_unavailable",
      "The service cannot check your API key right now. Try again soon.",
      error,
    );
  }
}

type Circumstances = { now: number; ip: string };

/** Why a known key may not be used now, or null. */
export function refusalOf(entry: AuthEntry, { now, ip }: Circumstances): GatewayError | null {
  const key = entry.tokenHint;
  if (entry.tokenStatus !== "enabled") return badKey("token_disabled", `The API key ${key} is disabled.`);
  if (entry.keyExpiresAt !== null && entry.keyExpiresAt <= now) {
    return badKey("key_expired", `The API key ${key} was replaced by a new one and has expired.`);
  }
  if (entry.tokenExpiresAt !== null && entry.tokenExpiresAt <= now) {
    return badKey("token_expired", `The API key ${key} has expired.`);
  }
  if (entry.userStatus !== "enabled") return notPermitted("account_disabled", "Your account is disabled.");
  if (entry.isAllowedAddress && !entry.isAllowedAddress(ip)) {
    return notPermitted("ip_not_allowed", `The API key ${key} may not be used from your address ${ip}.`);
  }
  return null;
}

function maskKey(key: string): string {
  return key.length <= 12 ? `${key.slice(0, 3)}***` : `${key.slice(0, 7)}…${key.slice(-4)}`;
}
