import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deriveKey } from "./crypto";
import { env } from "./env";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a sealed text is for, and under which name it lies: it opens for these two alone. */
type Seal = { purpose: string; name: string };

const keys = new Map<string, Buffer>();

function keyOf(purpose: string): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const key = deriveKey(env.secrets[0], `sealed:${purpose}`);
  keys.set(purpose, key);
  return key;
}

/**
 * Encrypts a text that lies somewhere for a while where others might read or write (AES-256-GCM under the first of the
 * installation's secrets). Not for what must outlive a change of secrets, which a rotation has to know of.
 */
export function sealText(text: string, { purpose, name }: Seal): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), iv).setAAD(Buffer.from(name));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** The text, or null when it was sealed by somebody else, for something else, or changed since. */
export function openText(sealed: Buffer, { purpose, name }: Seal): string | null {
  try {
    const iv = sealed.subarray(0, IV_BYTES);
    const decipher = createDecipheriv("aes-256-gcm", keyOf(purpose), iv).setAAD(Buffer.from(name));
    decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const body = sealed.subarray(IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
