import { startOperationsWorker } from "@/server/operations/worker";

/** Work that goes on without a request: it is started with the worker and stopped before the database is closed. */
export type BackgroundWork = {
  name: string;
  /** Starts it; the returned function ends it and resolves when nothing of it runs any more. */
  start: () => Promise<() => Promise<void>>;
};

/** Everything this installation does in the background. Each piece makes sure itself that only one machine does it. */
export const BACKGROUND_WORK: readonly BackgroundWork[] = [{ name: "operations", start: startOperationsWorker }];
