import type { StateSignal } from "@/server/kernel/state-signal";
import type { StateWatch } from "@/server/kernel/state-watch";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import { watchFigures } from "@/server/operations/propagation/figures";
import type { NodeFigures } from "@/server/operations/propagation/schema";
import type { AuthMemory } from "./auth-memory";
import type { OfflineServing } from "./offline/serving";

type Measured = {
  auth: Pick<AuthMemory, "cache" | "shared">;
  writer: LedgerWriter;
  watch: StateWatch;
  signal: StateSignal | undefined;
  offline: OfflineServing | null;
};

/** What a gateway reports of itself with its heartbeat, for the Health page. */
export function gatewayFigures({ auth, writer, watch, signal, offline }: Measured): NodeFigures {
  const { hits, misses, entries } = auth.cache.figures;
  return {
    ...watchFigures(watch, signal),
    authHits: hits,
    authMisses: misses,
    authEntries: entries,
    ...(auth.shared ? { authSharedHits: auth.shared.figures.hits, authSharedMisses: auth.shared.figures.misses } : {}),
    ledgerQueued: writer.queued,
    databaseDown: writer.isDown ? 1 : 0,
    ...offlineFigures(offline),
  };
}

function offlineFigures(offline: OfflineServing | null): NodeFigures {
  if (offline === null) return {};
  const { takenAt, served, owed } = offline.figures;
  return { ...(takenAt === null ? {} : { knownStateAt: takenAt }), servedOffline: served, owedRequests: owed };
}
