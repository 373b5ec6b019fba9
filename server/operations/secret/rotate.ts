import type { ServiceContext } from "@/server/kernel/context";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import type { Replacement, SecretPlace } from "./places";
import { reencrypted, secretBatches } from "./scan";

export type RotationInput = { signal?: AbortSignal; batchRows?: number; onBatch?: (rotated: number) => void };

/**
 * Puts every value of a place under the first key, batch by batch, while the service runs: each row is replaced only if it
 * still holds what was read. Whatever breaks it off, running it again goes on with what is left, because it only ever looks
 * for values under other keys. Out: how many rows were changed.
 */
export async function rotatePlace(ctx: ServiceContext, place: SecretPlace, input: RotationInput = {}): Promise<number> {
  let rotated = 0;
  try {
    for await (const rows of secretBatches(ctx.db, place, input.batchRows)) {
      input.signal?.throwIfAborted();
      const replacements = rows.flatMap((row) => {
        const text = reencrypted(row.text);
        return text === null ? [] : [{ row, text }];
      });
      if (replacements.length === 0) continue;
      rotated += await replaceAll(ctx, place, replacements);
      input.onBatch?.(rotated);
    }
  } finally {
    // Also after a part: nodes then hold what they can read once the old key is gone.
    if (rotated > 0) await raiseCounters(ctx, place);
  }
  return rotated;
}

function replaceAll(ctx: ServiceContext, place: SecretPlace, replacements: readonly Replacement[]): Promise<number> {
  return withTransaction(ctx, async (tx) => {
    let count = 0;
    for (const replacement of replacements) count += await place.replace(tx.db, replacement);
    return count;
  });
}

async function raiseCounters(ctx: ServiceContext, place: SecretPlace): Promise<void> {
  await withTransaction(ctx, async (tx) => {
    for (const topic of place.topics) await bumpStateVersion(tx, topic);
  });
}
