import { createCipheriv, createDecipheriv, randomBytes, scrypt } from "node:crypto";
import { AppError } from "@/server/kernel/errors";
import { DOCUMENT_FORMAT, DOCUMENT_VERSION, DocumentSecrets, SCRYPT_COST, type SealedSecrets } from "./schema";

const KEY_LENGTH = 32;
const SCRYPT_MEMORY_MAX = 192 * 1024 * 1024;
/** Bound to the cipher text: it opens only as what it was sealed as. */
const PURPOSE = Buffer.from(`${DOCUMENT_FORMAT}/${DOCUMENT_VERSION}/secrets`);

/** Encrypts a document's secrets under a passphrase: scrypt, then AES-256-GCM over their JSON. */
export async function sealSecrets(secrets: DocumentSecrets, passphrase: string): Promise<SealedSecrets> {
  const salt = randomBytes(16);
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", await deriveKey(passphrase, salt), iv).setAAD(PURPOSE);
  const body = Buffer.concat([cipher.update(JSON.stringify(secrets), "utf8"), cipher.final()]);
  const [saltText, ivText, tag, bodyText] = [salt, iv, cipher.getAuthTag(), body].map((part) =>
    part.toString("base64url"),
  );
  return {
    kdf: "scrypt",
    ...SCRYPT_COST,
    salt: saltText ?? "",
    cipher: "aes-256-gcm",
    iv: ivText ?? "",
    tag: tag ?? "",
    body: bodyText ?? "",
  };
}

/** Decrypts them. Throws BAD_INPUT (document.passphrase_wrong), also for secrets that were tampered with. */
export async function openSecrets(sealed: SealedSecrets, passphrase: string): Promise<DocumentSecrets> {
  const [salt, iv, tag, body] = [sealed.salt, sealed.iv, sealed.tag, sealed.body].map((part) =>
    Buffer.from(part, "base64url"),
  ) as [Buffer, Buffer, Buffer, Buffer];
  const key = await deriveKey(passphrase, salt);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(PURPOSE).setAuthTag(tag);
    const text = Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    return DocumentSecrets.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("BAD_INPUT", {
      reason: "document.passphrase_wrong",
      message: "the passphrase does not open the document's secrets",
      cause,
    });
  }
}

function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  const { n: N, r, p } = SCRYPT_COST;
  return new Promise((resolve, reject) => {
    // NFKC, so that a passphrase typed on another system is the same.
    scrypt(passphrase.normalize("NFKC"), salt, KEY_LENGTH, { N, r, p, maxmem: SCRYPT_MEMORY_MAX }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
