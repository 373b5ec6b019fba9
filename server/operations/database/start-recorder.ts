import { hostname } from "node:os";
import { getSetting } from "@/server/configuration/setting/current";
import type { Db } from "@/server/kernel/database/client";
import { SlowQueryRecorder } from "./slow-query-recorder";

const NODE_MAX = 32;

/** Notes this process's slow statements from now on. Out: what ends it. */
export function recordSlowQueries(db: Db, role: string): () => Promise<void> {
  const recorder = new SlowQueryRecorder({
    db,
    node: `${role}@${hostname()}`.slice(0, NODE_MAX),
    thresholdMs: () => getSetting("database.slowQueryMs"),
  });
  recorder.start();
  return () => recorder.stop();
}
