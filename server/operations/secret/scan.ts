import { CIPHERTEXT, cipherKeyIds, decryptSecret, encryptSecret } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import type { SecretPlace, SecretRow } from "./places";
import { UNREADABLE_SHOWN_MAX } from "./schema";

const BATCH = 200;

export type UnreadableSecret = { id: string; label: string };

export type PlaceCounts = {
  /** Values by the id of the key they are under. */
  byKey: Map<string, number>;
  unreadableCount: number;
  /** The first of them; never their values. */
  unreadable: UnreadableSecret[];
};

/** Walks through the rows of a place in batches, in the order of their ids. */
export async function* secretBatches(db: Db, place: SecretPlace, take = BATCH): AsyncGenerator<SecretRow[]> {
  let after = "";
  for (;;) {
    const rows = await place.read(db, { after, take });
    if (rows.length > 0) yield rows;
    if (rows.length < take) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/** Counts a place's values by key, and tries to read each. */
export async function countSecrets(db: Db, place: SecretPlace): Promise<PlaceCounts> {
  const counts: PlaceCounts = { byKey: new Map(), unreadableCount: 0, unreadable: [] };
  for await (const rows of secretBatches(db, place)) {
    for (const row of rows) {
      for (const [value, keyId = ""] of row.text.matchAll(CIPHERTEXT)) {
        counts.byKey.set(keyId, (counts.byKey.get(keyId) ?? 0) + 1);
        if (isReadable(value)) continue;
        counts.unreadableCount += 1;
        if (counts.unreadable.length < UNREADABLE_SHOWN_MAX) counts.unreadable.push({ id: row.id, label: row.label });
      }
    }
  }
  return counts;
}

/**
 * A row's text with every value under the first key. Null: there is nothing to do. What cannot be decrypted stays as it is,
 * for the day its key is found again.
 */
export function reencrypted(text: string): string | null {
  const [current] = cipherKeyIds();
  const next = text.replaceAll(CIPHERTEXT, (value, keyId: string) =>
    keyId !== current && isReadable(value) ? encryptSecret(decryptSecret(value)) : value,
  );
  return next === text ? null : next;
}

function isReadable(value: string): boolean {
  try {
    decryptSecret(value);
    return true;
  } catch {
    return false;
  }
}
