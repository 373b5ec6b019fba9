import { logger } from "./logger";

/** A call of the console's procedures or of the REST API that has ended. */
export type ApiCallNotice = {
  door: "trpc" | "rest";
  /** The noun it was about: one of a few dozen, never what a caller made up. */
  family: string;
  /** "refused": the caller's fault or want of rights; "failed": ours. */
  result: "ok" | "refused" | "failed";
  seconds: number;
};

type Listener = (call: ApiCallNotice) => void;

/** Bundles of one process share no modules: the pages' doors tell, the program's metrics listen. */
const shared = globalThis as typeof globalThis & { gatehouseApiCallListeners?: Set<Listener> };
shared.gatehouseApiCallListeners ??= new Set();
const listeners = shared.gatehouseApiCallListeners;

/** Hears of every call that ends in this process. Out: what ends it. */
export function onApiCall(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Tells of a call that has ended, as its HTTP status says; `startedMs` as `performance.now` said. */
export function noteApiCall(
  call: Pick<ApiCallNotice, "door" | "family"> & { status: number; startedMs: number },
): void {
  const { door, family, status, startedMs } = call;
  const result = status >= 500 ? "failed" : status >= 400 ? "refused" : "ok";
  const notice = { door, family, result, seconds: (performance.now() - startedMs) / 1_000 } as const;
  for (const listener of listeners) {
    try {
      listener(notice);
    } catch (error) {
      logger.warn({ err: error }, "a call could not be counted");
    }
  }
}
