import { refreshSettings, restoreSettings } from "@/server/configuration/setting/current";
import type { Db } from "@/server/kernel/database/client";
import { connectWithRetry } from "@/server/kernel/database/connect";
import { logger } from "@/server/kernel/logger";
import type { StateWatch } from "@/server/kernel/state-watch";
import type { LedgerWriter } from "@/server/money/ledger/writer";
import { AllConnections } from "./dispatcher";
import type { KnownState } from "./offline/known-state";
import type { Offline } from "./offline/open";
import { type GatewaySettings, readGatewaySettings } from "./settings";
import { EMPTY_SNAPSHOT, type Snapshot } from "./snapshot";
import { loadSnapshot, toSnapshot } from "./snapshot-load";

/** What a gateway keeps in memory; each part is replaced as a whole. */
export type GatewayState = {
  snapshot: Snapshot;
  settings: GatewaySettings;
  connections: AllConnections;
  /** The process ends soon: streams are told so. */
  isEnding: boolean;
};

export function createState(): GatewayState {
  const settings = readGatewaySettings();
  return {
    snapshot: EMPTY_SNAPSHOT,
    settings,
    connections: new AllConnections(settings.connectTimeoutMs),
    isEnding: false,
  };
}

/** Keeps routes, prices and settings as the database has them. */
export function followState(watch: StateWatch, db: Db, state: GatewayState): void {
  watch.on(["setting"], async () => {
    await refreshSettings(db, true);
    readSettings(state);
  });
  watch.on(["supply", "price"], async () => {
    state.snapshot = await loadSnapshot(db);
  });
}

function readSettings(state: GatewayState): void {
  state.settings = readGatewaySettings();
  state.connections.follow(state.settings.connectTimeoutMs);
}

type Known = {
  watch: StateWatch;
  writer: LedgerWriter;
  state: GatewayState;
  offline: Offline | null;
  retrySeconds: number;
};

/**
 * Loads everything from the database; where that is away and the site wants to serve all the same, from the disk. Throws when
 * neither can be had within `retrySeconds`.
 */
export async function bringUpToDate({ retrySeconds, watch, writer, state, offline }: Known): Promise<void> {
  const known = (await offline?.file.read()) ?? null;
  const isUsable = known !== null && putInForce(known, state);
  try {
    await connectWithRetry(() => watch.start(), {
      // With something to serve from, customers are not made to wait for the database.
      retrySeconds: isUsable ? 0 : retrySeconds,
      onRetry: () => logger.warn("the database does not answer yet; trying again"),
    });
  } catch (error) {
    if (!isUsable || !offline) throw error;
    const takenAt = new Date(known.takenAt);
    logger.error({ err: error, takenAt }, "the database is away; serving from the last known state");
    writer.assumeDown();
    offline.serving.known(known.takenAt);
    watch.keepLooking();
  }
}

/** Out: whether the site as it was last known wants to be served from that. */
function putInForce(known: KnownState, state: GatewayState): boolean {
  restoreSettings(known.settings);
  readSettings(state);
  if (state.settings.offline === null || Date.now() - known.takenAt > state.settings.offline.maxAgeMs) return false;
  state.snapshot = toSnapshot(known.supply);
  return true;
}
