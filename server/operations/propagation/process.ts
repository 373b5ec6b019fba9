import { refreshSettings } from "@/server/configuration/setting/current";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { provideStateWatch } from "@/server/kernel/process-watch";
import { StateSignal } from "@/server/kernel/state-signal";
import { StateWatch } from "@/server/kernel/state-watch";
import { watchFigures } from "./figures";
import { type NodeFields, NodePresence } from "./node-presence";

type Input = { db: Db; redisUrl: string | undefined; node: Omit<NodeFields, "id"> };

/**
 * Keeps a process without a gateway current (its settings, and what listens to the watch) and known to the others.
 * Out: what ends it. Throws when the database is away.
 */
export async function joinNodes({ db, redisUrl, node }: Input): Promise<() => Promise<void>> {
  const signal = redisUrl === undefined ? undefined : new StateSignal(redisUrl);
  const watch = new StateWatch(db, { signal });
  watch.on(["setting"], () => refreshSettings(db, true));
  await watch.start();
  provideStateWatch(watch);
  const presence = new NodePresence(
    db,
    { id: newId("nod"), ...node },
    { watch, figures: () => watchFigures(watch, signal) },
  );
  await presence.start();
  return async () => {
    provideStateWatch(undefined);
    watch.stop();
    signal?.close();
    await presence.stop();
  };
}
