/** Where to send requests. Always this machine: there is no field for a host. */
export type LoadTarget = {
  port: number;
  /** Keys of the accounts; connection n uses the n-th, round and round. */
  keys: readonly string[];
  headers: Readonly<Record<string, string>>;
};

export type LoadCommand =
  | { kind: "json"; target: LoadTarget; connections: number; durationMs: number }
  | { kind: "streams"; target: LoadTarget; streams: number; durationMs: number; rampMs: number };

/** A closed loop of plain requests. Times in milliseconds. */
export type JsonLoadResult = {
  /** Answered with 200, completely. */
  answered: number;
  failed: number;
  throughputPerSecond: number;
  p50Ms: number;
  p99Ms: number;
};

/** Streams held at the same time, each followed by the next. Times in milliseconds. */
export type StreamLoadResult = {
  answered: number;
  /** Not 200, no [DONE], too few events, or a closed connection. */
  broken: number;
  throughputPerSecond: number;
  firstTokenP50Ms: number;
  firstTokenP99Ms: number;
  /** How much longer than the pace a client waited for a chunk: of all chunks, and of each stream's worst. */
  lateP99Ms: number;
  worstLateP99Ms: number;
};

export type LoadAnswer =
  | { kind: "json"; result: JsonLoadResult }
  | { kind: "streams"; result: StreamLoadResult }
  | { kind: "failed"; message: string };

export const MODEL = "bench-model";
/** The upstream's pace. */
export const CHUNK_INTERVAL_MS = 100;
/** Events of a stream whose times count: the opening one and twenty of text. What a gateway may leave out comes later. */
export const TIMED_EVENTS = 21;
