import { randomBytes } from "node:crypto";

const ID_BYTES = 16;

/** Names one refresh token of a session; the session's row knows the one that is good. */
export function newRefreshId(): string {
  return randomBytes(ID_BYTES).toString("base64url");
}
