import { newId } from "@/server/kernel/ids";
import type { LedgerStore } from "@/server/money/ledger/operation";
import type { LogRow } from "@/server/money/ledger/rows";
import { logRow } from "@/server/money/ledger/testing/operations";

/** Log rows as requests would have left them, roll-ups included, written in one batch. Out: the rows. */
export async function recordTraffic(store: LedgerStore, rows: readonly Partial<LogRow>[]): Promise<LogRow[]> {
  const logs = rows.map((over) => {
    const createdAt = over.createdAt ?? Date.now();
    return logRow(newId("req", createdAt), { userId: null, ...over, createdAt });
  });
  const operations = logs.map((log) => ({ kind: "record" as const, log, attempts: [] }));
  await store.write({ operations, now: Date.now(), isRetry: false });
  return logs;
}
