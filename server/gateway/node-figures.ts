import type { StateSignal } from "@/server/kernel/state-signal";
import type { StateWatch } from "@/server/kernel/state-watch";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import { watchFigures } from "@/server/operations/propagation/figures";
import type { NodeFigures } from "@/server/operations/propagation/schema";
import type { AuthCache } from "./auth-cache";

type Measured = { auth: AuthCache; writer: LedgerWriter; watch: StateWatch; signal: StateSignal | undefined };

/** What a gateway reports of itself with its heartbeat, for the Health page. */
export function gatewayFigures({ auth, writer, watch, signal }: Measured): NodeFigures {
  const { hits, misses, entries } = auth.figures;
  return {
    ...watchFigures(watch, signal),
    authHits: hits,
    authMisses: misses,
    authEntries: entries,
    ledgerQueued: writer.queued,
    databaseDown: writer.isDown ? 1 : 0,
  };
}
