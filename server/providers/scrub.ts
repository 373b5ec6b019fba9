import type { Target } from "./contract";

const KEY_LIKE =
  /\b(?:sk|pk|rk|gsk|xai|nvapi|pplx|r8|hf)[-_][A-Za-z0-9*._-]{6,}|\bAIza[0-9A-Za-z_*-]{10,}|\bBearer\s+[^\s"',]+/g;
const ACCOUNT_LIKE = /\b(?:org|proj|acct|user)-[A-Za-z0-9]{8,}\b/g;
const URL_LIKE = /\b(?:https?|wss?):\/\/[^\s"'<>)\]},]+/gi;
const ADDRESS_LIKE = /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g;
const MESSAGE_CHARS_MAX = 600;

/** A text with these keys masked, and with whatever else looks like one. */
export function maskCredentials(text: string, keys: readonly string[]): string {
  let masked = text;
  // Credentials of several parts (id|secret|region) are echoed part by part.
  for (const secret of keys.flatMap((key) => [key, ...key.split("|")])) {
    if (secret.length >= 6) masked = masked.split(secret).join("***");
  }
  return masked.replace(KEY_LIKE, "***");
}

/** For staff: the upstream's words with every credential masked. */
export function maskSecrets(text: string, target: Target): string {
  return maskCredentials(text, [target.key, ...Object.values(target.headers ?? {})]).slice(0, MESSAGE_CHARS_MAX);
}

/** For customers: also without anything that names the upstream's host or account. */
export function scrubMessage(text: string, target: Target): string {
  let scrubbed = maskSecrets(text, target)
    .replace(URL_LIKE, "[link]")
    .replace(ADDRESS_LIKE, "[address]")
    .replace(ACCOUNT_LIKE, "[account]");
  if (target.organization) scrubbed = scrubbed.split(target.organization).join("[account]");
  const host = URL.canParse(target.baseUrl) ? new URL(target.baseUrl).hostname : "";
  if (host.length >= 4) scrubbed = scrubbed.split(host).join("[host]");
  return scrubbed;
}
