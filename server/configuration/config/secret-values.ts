import { decryptSecret, encryptSecret } from "@/server/kernel/crypto";
import { AppError } from "@/server/kernel/errors";
import { secretMark } from "@/server/kernel/secret-mark";
import { isSecretMask } from "@/server/kernel/secret-mask-schema";
import { isJsonObject, type JsonObject } from "../template/json-schema/json-schema";
import { valueAt, withValueAt } from "../template/json-schema/values-json-schema";

/** Secrets in plain text by the JSON pointer of their field. Lives in memory only. */
export type PlainSecrets = Record<string, string>;

/** What shows that a secret is there, and whether it is still the same. */
export type SecretState = { path: string; isSet: boolean; mark: string | null };

/**
 * Takes the secret fields out of values. A text is the new secret, null takes the stored one away, nothing keeps it. Throws
 * BAD_INPUT: config.masked_secret for a mask, config.secret_not_text.
 */
export function splitSecrets(
  values: JsonObject,
  secretFields: readonly string[],
  stored: PlainSecrets,
): { values: JsonObject; secrets: PlainSecrets } {
  let rest = values;
  const secrets: PlainSecrets = {};
  for (const path of secretFields) {
    const given = valueAt(values, path);
    rest = withValueAt(rest, path, undefined);
    if (given === undefined || given === "") {
      const kept = stored[path];
      if (kept !== undefined) secrets[path] = kept;
    } else if (typeof given === "string") {
      if (isSecretMask(given))
        throw new AppError("BAD_INPUT", { reason: "config.masked_secret", meta: { field: "values", path } });
      secrets[path] = given;
    } else if (given !== null) {
      const reason = isJsonObject(given) ? "config.masked_secret" : "config.secret_not_text";
      throw new AppError("BAD_INPUT", { reason, meta: { field: "values", path } });
    }
  }
  return { values: rest, secrets };
}

/** Values with the secrets in their places: what is validated. */
export function joinSecrets(values: JsonObject, secrets: PlainSecrets): JsonObject {
  return Object.entries(secrets).reduce((joined, [path, plain]) => withValueAt(joined, path, plain), values);
}

/** Stored secrets, decrypted. Throws INTERNAL when their key is no longer configured. */
export function openSecrets(stored: string): PlainSecrets {
  return mapTexts(readStored(stored), decryptSecret);
}

/** Secrets as they are stored; one that did not change keeps its text, so that only changes rewrite it. */
export function sealSecrets(secrets: PlainSecrets, before = "{}"): string {
  const old = readStored(before);
  const opened = mapTexts(old, decryptSecret);
  const sealed = Object.entries(secrets).map(([path, plain]) => {
    const kept = opened[path] === plain ? old[path] : undefined;
    return [path, kept ?? encryptSecret(plain)];
  });
  return JSON.stringify(Object.fromEntries(sealed));
}

/** The marks of secrets by their fields' paths. */
export function marksOf(secrets: PlainSecrets): Record<string, string> {
  return mapTexts(secrets, secretMark);
}

/** How each secret field of a template stands. */
export function secretStates(secretFields: readonly string[], secrets: PlainSecrets): SecretState[] {
  return secretFields.map((path) => {
    const plain = secrets[path];
    return { path, isSet: plain !== undefined, mark: plain === undefined ? null : secretMark(plain) };
  });
}

function readStored(text: string): Record<string, string> {
  const parsed: unknown = JSON.parse(text);
  if (!isJsonObject(parsed)) return {};
  return Object.fromEntries(
    Object.entries(parsed).flatMap(([path, value]) => (typeof value === "string" ? [[path, value]] : [])),
  );
}

function mapTexts(texts: Record<string, string>, map: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, map(text)]));
}
