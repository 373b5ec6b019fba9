import { createHmac } from "node:crypto";
import { sha256Hex } from "@/server/kernel/crypto";

/** Crockford's base 32: no letter that looks like a digit. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUPS = 4;
/** Four groups of five characters are 100 bits: nobody finds one by trying. */
const GROUP_LENGTH = 5;
const LAST_LENGTH = 4;

/**
 * The code at a position of a batch, "SPRING-XXXXX-XXXXX-XXXXX-XXXXX". The same seed gives the same code, so that a job
 * that broke off can be repeated and the codes can be shown once without being stored.
 */
export function deriveCode(batch: { seed: string; prefix: string }, position: number): string {
  const digest = createHmac("sha256", batch.seed).update(`code:${position}`).digest();
  let bits = BigInt(`0x${digest.subarray(0, 16).toString("hex")}`);
  const groups = Array.from({ length: GROUPS }, () => {
    let group = "";
    for (let index = 0; index < GROUP_LENGTH; index += 1) {
      group += ALPHABET.charAt(Number(bits & 31n));
      bits >>= 5n;
    }
    return group;
  });
  return [...(batch.prefix === "" ? [] : [batch.prefix]), ...groups].join("-");
}

/**
 * What is compared of a code: capitals without blanks and dashes, full-width characters as plain ones, and letters that
 * are easily mistaken (O, I, L) as the digits they look like. Empty when nothing was typed.
 */
export function normaliseCode(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}_]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}

/** How a code is stored and found: the hex SHA-256 of its normalised form. */
export function hashOfCode(text: string): string {
  return sha256Hex(normaliseCode(text));
}

/** The last characters, as they are printed: what people may see of a code later. */
export function lastFourOf(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .slice(-LAST_LENGTH);
}

/** How a code is named where the code itself is not known any more. */
export function codeLabel(code: { prefix: string; lastFour: string }): string {
  return `${code.prefix === "" ? "" : `${code.prefix}-`}…${code.lastFour}`;
}
