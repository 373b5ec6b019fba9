import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  randomInt,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import { env } from "./env";
import { AppError } from "./errors";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TOKEN_KEY_LENGTH = 48;

/** Hex SHA-256 of a text: how API keys are stored and looked up. They are random, so they need no salt. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A new customers' API key: "sk-" and 48 base-62 characters. */
export function newTokenKey(): string {
  let text = "sk-";
  for (let index = 0; index < TOKEN_KEY_LENGTH; index += 1) text += BASE62.charAt(randomInt(BASE62.length));
  return text;
}

/** The parts of a key that people may see. */
export function keyHint(key: string): { prefix: string; lastFour: string } {
  return { prefix: key.slice(0, 7), lastFour: key.slice(-4) };
}

/** Purpose-bound 32-byte key from one of the installation's secrets. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "gatehouse", purpose, 32));
}

type CipherKey = { id: string; key: Buffer };
let cipherKeys: CipherKey[] | undefined;

function allCipherKeys(): CipherKey[] {
  cipherKeys ??= env.secrets.map((secret) => ({
    id: sha256Hex(`key-id:${secret}`).slice(0, 8),
    key: deriveKey(secret, "secret-encryption"),
  }));
  return cipherKeys;
}

/**
 * Encrypts with AES-256-GCM under the first of the installation's secrets.
 * Out: "v1.<key id>.<iv>.<tag>.<cipher text>", each part base64url.
 */
export function encryptSecret(plain: string): string {
  const [first] = allCipherKeys();
  if (!first) throw new AppError("INTERNAL", { message: "no encryption secret is configured" });
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", first.key, iv);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString("base64url"));
  return ["v1", first.id, ...parts].join(".");
}

/** Decrypts what encryptSecret wrote, under whichever of the configured secrets it names. Throws INTERNAL otherwise. */
export function decryptSecret(value: string): string {
  const [version, keyId, iv, tag, body] = value.split(".");
  const known = allCipherKeys().find((candidate) => candidate.id === keyId);
  if (version !== "v1" || !known || !iv || !tag || body === undefined) {
    throw new AppError("INTERNAL", { message: "a stored secret was encrypted under a key that is not configured" });
  }
  const decipher = createDecipheriv("aes-256-gcm", known.key, Buffer.from(iv, "base64url"));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(body, "base64url")), decipher.final()]).toString("utf8");
}

/** The ids of the configured keys; the first is the one new values are encrypted under. */
export function cipherKeyIds(): string[] {
  return allCipherKeys().map(({ id }) => id);
}

/** Every value of encryptSecret in a text: the text itself, or strings of a JSON document. The first group is the key's id. */
export const CIPHERTEXT = /\bv1\.([0-9a-f]{8})\.[\w-]{16}\.[\w-]{22}\.[\w-]*/g;

// 64 MiB and about 120 ms a password on a small server: OWASP's scrypt setting with N = 2^16, r = 8, p = 2.
const SCRYPT = { N: 65_536, r: 8, p: 2, maxmem: 160 * 1024 * 1024 } as const;
const SCRYPT_KEY_LENGTH = 32;

/** A salted scrypt hash of a password: "scrypt$N$r$p$salt$hash". */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await scryptHash(password, salt, SCRYPT);
  return ["scrypt", SCRYPT.N, SCRYPT.r, SCRYPT.p, salt.toString("base64url"), hash.toString("base64url")].join("$");
}

/** Whether a password matches a stored hash, in constant time. An unknown format matches nothing. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [kind, n, r, p, salt, hash] = stored.split("$");
  if (kind !== "scrypt" || !n || !r || !p || !salt || !hash) return false;
  const expected = Buffer.from(hash, "base64url");
  const cost = { N: Number(n), r: Number(r), p: Number(p), maxmem: SCRYPT.maxmem };
  const actual = await scryptHash(password, Buffer.from(salt, "base64url"), cost);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** A hash that no password matches, verified for unknown names so that they take as long as known ones. */
let decoyHash: Promise<string> | undefined;
export function decoyPasswordHash(): Promise<string> {
  decoyHash ??= hashPassword(randomBytes(32).toString("hex"));
  return decoyHash;
}

type ScryptCost = { N: number; r: number; p: number; maxmem: number };

function scryptHash(password: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, SCRYPT_KEY_LENGTH, cost, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
