import { sha256Hex } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { type RunStatement, watchStatements } from "@/server/kernel/database/statement-watch";
import type { DatabaseEngine } from "@/server/kernel/env";
import { logger } from "@/server/kernel/logger";
import { withoutValues } from "./readable";
import { SLOW_QUERIES_MAX } from "./schema";

const FLUSH_EVERY_MS = 15_000;
const PLAN_TIMEOUT_MS = 2_000;
const STATEMENT_MAX = 4_000;
const FINGERPRINT_LENGTH = 32;
/** Of one flush; a database in trouble must not be asked for hundreds of plans. */
const PENDING_MAX = 50;

export type RecorderOptions = {
  db: Db;
  /** What the rows say they come from: role and machine. */
  node: string;
  thresholdMs: () => number;
};

type Pending = { statement: string; count: number; totalMs: number; longest: RunStatement };

/**
 * Notes the statements of this process that take longer than the threshold: their text without values, how often and how
 * long, and the plan of the slowest. Written every few seconds beside the work, never in its way.
 */
export class SlowQueryRecorder {
  readonly #options: RecorderOptions;
  #pending = new Map<string, Pending>();
  #stopWatching: () => void = () => undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopWatching = watchStatements((statement) => this.#note(statement));
    this.#timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  async stop(): Promise<void> {
    this.#stopWatching();
    clearInterval(this.#timer);
    await this.flush();
  }

  /** Writes what was noted. What cannot be written now is given up: it would only make a bad moment worse. */
  flush(): Promise<void> {
    // One after the other: two at once would both find no row yet, and the counts of one would be lost.
    this.#writing = this.#writing.then(() => this.#writePending());
    return this.#writing;
  }

  async #writePending(): Promise<void> {
    const pending = [...this.#pending];
    if (pending.length === 0) return;
    this.#pending = new Map();
    try {
      for (const [fingerprint, entry] of pending) await this.#write(fingerprint, entry);
      await this.#forgetOldest();
    } catch (error) {
      logger.debug({ err: error }, "slow statements could not be noted");
    }
  }

  #note(run: RunStatement): void {
    if (run.tookMs < this.#options.thresholdMs() || isOwn(run.sql)) return;
    const statement = textOf(run.sql);
    const fingerprint = sha256Hex(statement).slice(0, FINGERPRINT_LENGTH);
    const known = this.#pending.get(fingerprint);
    if (known) {
      known.count += 1;
      known.totalMs += run.tookMs;
      if (run.tookMs > known.longest.tookMs) known.longest = run;
    } else if (this.#pending.size < PENDING_MAX) {
      this.#pending.set(fingerprint, { statement, count: 1, totalMs: run.tookMs, longest: run });
    }
  }

  async #write(fingerprint: string, { statement, count, totalMs, longest }: Pending): Promise<void> {
    const { db, node } = this.#options;
    const key = { nodeId: node, fingerprint };
    const known = await db.slowQuery.findUnique({ where: { nodeId_fingerprint: key }, select: { longestMs: true } });
    const longestMs = Math.round(longest.tookMs);
    const isSlowest = known === null || longestMs > known.longestMs;
    const slowest = isSlowest ? { longestMs, queryPlan: await explain(db, longest) } : {};
    const lastSeenAt = new Date();
    await db.slowQuery.upsert({
      where: { nodeId_fingerprint: key },
      create: { ...key, statement, callCount: count, totalMs: BigInt(Math.round(totalMs)), lastSeenAt, ...slowest },
      update: {
        callCount: { increment: count },
        totalMs: { increment: BigInt(Math.round(totalMs)) },
        lastSeenAt,
        ...slowest,
      },
    });
  }

  async #forgetOldest(): Promise<void> {
    const { db, node } = this.#options;
    const rest = await db.slowQuery.findMany({
      where: { nodeId: node },
      orderBy: { lastSeenAt: "desc" },
      skip: SLOW_QUERIES_MAX,
      take: SLOW_QUERIES_MAX,
      select: { fingerprint: true },
    });
    if (rest.length === 0) return;
    const fingerprints = rest.map(({ fingerprint }) => fingerprint);
    await db.slowQuery.deleteMany({ where: { nodeId: node, fingerprint: { in: fingerprints } } });
  }
}

/** On MySQL the time limit stands in a comment before it. */
const OWN_EXPLAIN = /^(\/\*[^/]*\*\/\s*)?EXPLAIN\b/;

/** Noting them would note itself. */
function isOwn(sql: string): boolean {
  return sql.includes("slow_queries") || OWN_EXPLAIN.test(sql);
}

/** The statement as it is grouped: without values, and with lists of any length alike. */
function textOf(sql: string): string {
  const unnumbered = sql.replace(/\$\d+/g, "?");
  const withLists = unnumbered
    .replace(/\(\s*\?(?:\s*,\s*\?)+\s*\)/g, "(…)")
    .replace(/\(…\)(?:\s*,\s*\(…\))+/g, "(…), …");
  return withoutValues(withLists).slice(0, STATEMENT_MAX);
}

const EXPLAIN: Record<DatabaseEngine, string> = {
  sqlite: "EXPLAIN QUERY PLAN",
  postgresql: "EXPLAIN",
  mysql: "EXPLAIN",
};

/** How the database would run a read again; "" for anything else, and where it does not say. */
async function explain(db: Db, { engine, sql, values }: RunStatement): Promise<string> {
  if (!/^\s*(SELECT|WITH)\b/i.test(sql)) return "";
  try {
    const rows = await readStoreOf(db).query(`${EXPLAIN[engine]} ${sql}`, values, { timeoutMs: PLAN_TIMEOUT_MS });
    return withoutValues(rows.map((row) => planLine(engine, row)).join("\n"));
  } catch {
    return "";
  }
}

function planLine(engine: DatabaseEngine, row: Record<string, unknown>): string {
  if (engine === "postgresql") return String(row["QUERY PLAN"]);
  if (engine === "sqlite") return String(row.detail);
  return Object.entries(row)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(" ");
}
