import { audit } from "@/server/kernel/audit";
import { systemContext } from "@/server/kernel/context";
import { cipherKeyIds } from "@/server/kernel/crypto";
import { closeDb, getDb } from "@/server/kernel/database/client";
import { env } from "@/server/kernel/env";
import { StateSignal } from "@/server/kernel/state-signal";
import { withTransaction } from "@/server/kernel/transaction";
import { noteCipherKeys } from "@/server/operations/secret/key-use";
import { SECRET_PLACE_LIST } from "@/server/operations/secret/places";
import { rotatePlace } from "@/server/operations/secret/rotate";
import { countSecrets } from "@/server/operations/secret/scan";

/**
 * npm run secrets:rotate: puts every secret under the first of GATEHOUSE_SECRET. May be broken off and run again at any time.
 * Exit code 0: all are under it; 1: some could not be read, or came under an old key meanwhile; 2: it could not work.
 */
async function main(): Promise<number> {
  const ctx = systemContext("secrets:rotate");
  await noteCipherKeys(ctx.db);
  const [current = ""] = cipherKeyIds();
  let rotated = 0;
  for (const place of SECRET_PLACE_LIST) {
    const onBatch = (done: number) => console.log(`${place.column}  ${done} rows under ${current}`);
    rotated += await rotatePlace(ctx, place, { onBatch });
  }
  if (rotated > 0) await note(ctx, current, rotated);
  return report(current);
}

async function note(ctx: ReturnType<typeof systemContext>, current: string, rotated: number): Promise<void> {
  const target = { kind: "secret", id: current, label: current };
  await withTransaction(ctx, (tx) => audit(tx, { action: "secret.rotate", target, after: { rowCount: rotated } }));
}

async function report(current: string): Promise<number> {
  let left = 0;
  for (const place of SECRET_PLACE_LIST) {
    const { byKey, unreadableCount, unreadable } = await countSecrets(getDb(), place);
    for (const [keyId, count] of byKey) {
      console.log(`${place.column}  key ${keyId}${keyId === current ? " (current)" : ""}: ${count}`);
      if (keyId !== current) left += count;
    }
    for (const { id, label } of unreadable) console.log(`${place.column}  cannot be decrypted: ${id} (${label})`);
    if (unreadableCount > unreadable.length) console.log(`${place.column}  ${unreadableCount} cannot be decrypted`);
  }
  if (left === 0) {
    console.log(
      `Every secret is under ${current}. Other keys may leave GATEHOUSE_SECRET once every process was restarted with this one.`,
    );
    return 0;
  }
  console.log(`${left} secrets are not under ${current}. Keep the other keys in GATEHOUSE_SECRET and run this again.`);
  return 1;
}

const signal = env.redisUrl === undefined ? undefined : new StateSignal(env.redisUrl);
try {
  process.exitCode = await main();
} catch (error) {
  console.error(`Secrets could not be rotated: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
} finally {
  signal?.close();
  await closeDb();
}
