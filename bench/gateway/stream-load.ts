import { setTimeout as sleep } from "node:timers/promises";
import { Connection, requestBytes } from "./connection";
import { CHUNK_INTERVAL_MS, type LoadCommand, type StreamLoadResult, TIMED_EVENTS } from "./load-protocol";
import { quantile } from "./statistics";

type StreamCommand = Extract<LoadCommand, { kind: "streams" }>;

const NEWLINE = 10;
const DONE = Buffer.from("[DONE]");

/** Times of one stream after another on one connection. */
class StreamClock {
  readonly firstTokens: number[] = [];
  readonly lates: number[] = [];
  readonly worstLates: number[] = [];
  answered = 0;
  broken = 0;
  #sentMs = 0;
  #lastMs = 0;
  #events = 0;
  #worst = 0;
  #isDone = false;
  #lastByte = 0;

  start(): void {
    this.#sentMs = performance.now();
    this.#events = 0;
    this.#worst = 0;
    this.#isDone = false;
  }

  /** Counts the events that end in these bytes: each ends with an empty line. */
  add(part: Buffer): void {
    const now = performance.now();
    for (const byte of part) {
      if (byte === NEWLINE && this.#lastByte === NEWLINE) this.#event(now);
      this.#lastByte = byte;
    }
    if (part.includes(DONE)) this.#isDone = true;
  }

  #event(now: number): void {
    this.#events += 1;
    if (this.#events > TIMED_EVENTS) return;
    if (this.#events === 1) this.firstTokens.push(now - this.#sentMs);
    else {
      const late = Math.max(0, now - this.#lastMs - CHUNK_INTERVAL_MS);
      this.lates.push(late);
      this.#worst = Math.max(this.#worst, late);
    }
    this.#lastMs = now;
  }

  end(status: number): void {
    if (status === 200 && this.#isDone && this.#events > TIMED_EVENTS) {
      this.answered += 1;
      this.worstLates.push(this.#worst);
    } else this.broken += 1;
  }
}

/**
 * Holds `streams` streams open at once for a while: each connection asks for the next when one has ended, and they begin
 * spread over `rampMs`, as customers do. Streams under way at the end are waited for.
 */
export async function runStreamLoad(command: StreamCommand): Promise<StreamLoadResult> {
  const { target, streams, durationMs, rampMs } = command;
  const clocks = Array.from({ length: streams }, () => new StreamClock());
  const startedMs = performance.now();
  await Promise.all(
    clocks.map(async (clock, index) => {
      await sleep((rampMs * index) / streams);
      await holdStreams(clock, { target, index, untilMs: startedMs + rampMs + durationMs });
    }),
  );
  const elapsedMs = performance.now() - startedMs;
  const all = (read: (clock: StreamClock) => readonly number[]) => clocks.flatMap(read);
  const sum = (read: (clock: StreamClock) => number) => clocks.reduce((total, clock) => total + read(clock), 0);
  const answered = sum((clock) => clock.answered);
  return {
    answered,
    broken: sum((clock) => clock.broken),
    throughputPerSecond: (answered * 1_000) / elapsedMs,
    firstTokenP50Ms: quantile(
      all((clock) => clock.firstTokens),
      0.5,
    ),
    firstTokenP99Ms: quantile(
      all((clock) => clock.firstTokens),
      0.99,
    ),
    lateP99Ms: quantile(
      all((clock) => clock.lates),
      0.99,
    ),
    worstLateP99Ms: quantile(
      all((clock) => clock.worstLates),
      0.99,
    ),
  };
}

type Place = { target: StreamCommand["target"]; index: number; untilMs: number };

function holdStreams(clock: StreamClock, { target, index, untilMs }: Place): Promise<void> {
  const bytes = requestBytes({ target, index, isStream: true });
  return new Promise((resolve) => {
    let status = 0;
    const finish = () => {
      connection.close();
      resolve();
    };
    const next = () => {
      clock.start();
      connection.send(bytes);
    };
    const connection: Connection = new Connection(target.port, {
      head: (value) => {
        status = value;
      },
      body: (part) => clock.add(part),
      end: () => {
        clock.end(status);
        if (performance.now() < untilMs) next();
        else finish();
      },
      lost: () => {
        clock.end(0);
        finish();
      },
    });
    connection.open().then(next, () => {
      clock.end(0);
      finish();
    });
  });
}
