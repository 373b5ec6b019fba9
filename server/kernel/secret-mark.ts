import { createHmac } from "node:crypto";
import { deriveKey } from "./crypto";
import { env } from "./env";

const MARK_LENGTH = 10;

/**
 * A short text that is another one for another secret and tells nothing of it: histories and diffs show with it that a
 * secret changed. Keyed, so that it cannot be guessed from outside; it changes with the installation's first key.
 */
export function secretMark(plain: string): string {
  const key = deriveKey(env.secrets[0], "secret-mark");
  return `secret:${createHmac("sha256", key).update(plain).digest("base64url").slice(0, MARK_LENGTH)}`;
}
