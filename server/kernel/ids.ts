import { randomFillSync } from "node:crypto";

/** Prefixes people see in front of an id; they say which noun it names. */
export const ID_PREFIXES = [
  "usr",
  "ses",
  "tok",
  "key",
  "chn",
  "cky",
  "tst",
  "led",
  "req",
  "aud",
  "job",
  "nod",
  "apr",
  "lot",
  "rdb",
  "rdc",
  "rdu",
  "pay",
  "pev",
  "rfd",
  "pln",
  "plv",
  "sub",
  "rwd",
  "rec",
  "rcd",
  "viw",
  "exp",
  "arc",
  "rev",
  "chg",
  "drf",
  "cat",
  "tpl",
  "cfg",
  "idn",
  "mlc",
  "mlm",
  "svt",
  "prv",
] as const;
export type IdPrefix = (typeof ID_PREFIXES)[number];

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;
const POOL_BYTES = 4096;

const pool = Buffer.allocUnsafe(POOL_BYTES);
let poolOffset = POOL_BYTES;

/**
 * A new id: prefix, "_" and 26 characters (48-bit milliseconds, then 80 random bits, lower-case Crockford base 32).
 * Ids made later sort later, to the millisecond; the random part cannot be guessed.
 */
export function newId(prefix: IdPrefix, at: number = Date.now()): string {
  return `${prefix}_${encodeTime(at)}${randomCharacters()}`;
}

/** The smallest id of a prefix that could have been made at an instant: a keyset bound. */
export function firstIdAt(prefix: IdPrefix, at: number): string {
  return `${prefix}_${encodeTime(at)}${"0".repeat(RANDOM_LENGTH)}`;
}

function encodeTime(at: number): string {
  let rest = at;
  let text = "";
  for (let index = 0; index < TIME_LENGTH; index += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** Random bytes are drawn in blocks: one system call for 256 ids keeps ids off the gateway's profile. */
function randomCharacters(): string {
  if (poolOffset + RANDOM_LENGTH > POOL_BYTES) {
    randomFillSync(pool);
    poolOffset = 0;
  }
  let text = "";
  for (let index = 0; index < RANDOM_LENGTH; index += 1) {
    text += ALPHABET.charAt((pool[poolOffset + index] ?? 0) & 31);
  }
  poolOffset += RANDOM_LENGTH;
  return text;
}
