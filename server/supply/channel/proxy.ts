import { decryptSecret, encryptSecret } from "@/server/kernel/crypto";
import { logger } from "@/server/kernel/logger";
import { secretMark } from "@/server/kernel/secret-mark";
import { HEADER_MARK, NO_PROXY } from "./schema";

/** A channel's proxy as people and histories see it: "", "none", or a mark that changes with the address. */
export function shownProxy(column: string): string {
  if (column === "" || column === NO_PROXY) return column;
  try {
    return secretMark(decryptSecret(column));
  } catch (error) {
    logger.error({ err: error }, "the proxy of a channel cannot be decrypted");
    return UNREADABLE;
  }
}

/** Fits HEADER_MARK, so that a form brings it back and the column stays as it is. */
const UNREADABLE = "secret:unreadable";

/** The column for what was typed. A mark stands for what is stored, whatever it is by now; where no address is, for nothing. */
export function proxyColumn(typed: string, column: string): string {
  if (typed === "" || typed === NO_PROXY) return typed;
  if (!HEADER_MARK.test(typed)) return encryptSecret(typed);
  return column === NO_PROXY ? "" : column;
}

/** Out: "", "none", or the address with its password. Never to leave the process. Throws INTERNAL when it cannot be decrypted. */
export function readProxy(column: string): string {
  return column === "" || column === NO_PROXY ? column : decryptSecret(column);
}
