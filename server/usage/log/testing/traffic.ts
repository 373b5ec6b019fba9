import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import type { LedgerStore } from "@/server/money/ledger/operation";
import type { LogRow } from "@/server/money/ledger/rows";
import { makeUser } from "@/server/testing/people";
import { recordTraffic } from "../../testing/traffic";
import { LOG_ENDPOINTS, LOG_KINDS, LOG_OUTCOMES, LogFilter } from "../schema";
import type { KnownRow } from "./naive";
import type { Random } from "./random";

const HOUR_MS = 3_600_000;
const MODELS = ["gpt-4o", "gpt-4o-mini", "GPT-4o", "claude-3%", "claude_3", "o'1 -- x", "嵌入", ""] as const;
const GROUPS = ["default", "vip", "50%_off"] as const;
const CODES = ["rate_limited", "rate%", "insufficient_quota"] as const;
const MESSAGES = ["Too many requests", "100% of the quota is used", "C:\\temp is full", "ÜBERLAST", "a_b"] as const;
const ADDRESSES = ["192.0.2.1", "192.0.2.10", "2001:db8::1"] as const;
const STATUSES = [200, 400, 401, 429, 499, 500, 502, 503] as const;

export type People = { users: (string | null)[]; tokens: (string | null)[]; channels: (string | null)[] };

export type TrafficPlan = { from: number; hours: number; rowCount: number };

/** Random traffic that has hours without any, bursts within a millisecond, and texts full of signs that mean something somewhere. */
export class RandomTraffic {
  readonly #random: Random;
  readonly #plan: TrafficPlan;
  rows: KnownRow[] = [];
  people: People = { users: [null], tokens: [null], channels: [null] };

  constructor(random: Random, plan: TrafficPlan) {
    this.#random = random;
    this.#plan = plan;
  }

  /** Writes it as requests would have been, with their roll-ups, and gives each a charge. */
  async write(db: Db, store: LedgerStore): Promise<void> {
    const users = await Promise.all(Array.from({ length: 5 }, () => makeUser(db)));
    this.people = {
      users: [...users.map((user) => user.id), null],
      tokens: [...Array.from({ length: 6 }, () => newId("tok")), null],
      channels: [...Array.from({ length: 4 }, () => newId("chn")), null],
    };
    const wanted = Array.from({ length: this.#plan.rowCount }, () => this.#row());
    for (let start = 0; start < wanted.length; start += 500) {
      const written = await recordTraffic(store, wanted.slice(start, start + 500));
      this.rows.push(...written.map((row) => ({ ...row, quota: 0n })));
    }
    await this.#charge(db);
  }

  /** Charges a tenth of the rows, all of them the same: what they cost matters to one condition alone. */
  async #charge(db: Db): Promise<void> {
    const charged = this.rows.filter(() => this.#random.chance(0.1));
    for (const row of charged) row.quota = 700n;
    await db.log.updateMany({ where: { id: { in: charged.map((row) => row.id) } }, data: { quota: 700n } });
  }

  #row(): Partial<LogRow> {
    const random = this.#random;
    const { users, tokens, channels } = this.people;
    const isError = random.chance(0.3);
    // A few of the hours have nearly everything, and some nothing.
    const hour = random.chance(0.7) ? random.below(4) * 7 : random.below(this.#plan.hours);
    const at = this.#plan.from + hour * HOUR_MS + random.below(HOUR_MS);
    return {
      createdAt: random.chance(0.2) ? at - (at % 60_000) : at,
      kind: random.pick(LOG_KINDS),
      endpoint: random.chance(0.01) ? "models" : random.pick(LOG_ENDPOINTS.slice(0, 3) as [string, ...string[]]),
      userId: random.pick(users as [string | null, ...string[]]),
      tokenId: random.pick(tokens as [string | null, ...string[]]),
      channelId: random.pick(channels as [string | null, ...string[]]),
      groupName: random.pick(GROUPS),
      model: random.pick(MODELS),
      httpStatus: isError ? random.pick(STATUSES) : 200,
      errorCode: isError ? random.pick(CODES) : "",
      errorMessage: isError ? random.pick(MESSAGES) : "",
      outcome: random.pick(LOG_OUTCOMES),
      isStream: random.chance(0.5),
      attemptCount: random.below(4),
      promptTokens: random.below(1_000),
      completionTokens: random.below(100),
      durationMs: random.below(20_000),
      firstTokenMs: random.chance(0.5) ? random.below(900) : null,
      ip: random.pick(ADDRESSES),
      clientRequestId: random.chance(0.1) ? `client ${random.below(50)}` : "",
    };
  }

  /** A filter of one to three conditions, with or without a range. */
  filter(): LogFilter {
    const random = this.#random;
    const filter: Record<string, unknown> = {};
    const clauses = this.#clauses();
    for (let count = 1 + random.below(3); count > 0; count -= 1) Object.assign(filter, random.pick(clauses)());
    if (random.chance(0.4)) Object.assign(filter, this.#range());
    return LogFilter.parse(filter);
  }

  #range() {
    const [one, two] = [this.#random.below(this.#plan.hours), this.#random.below(this.#plan.hours)];
    const at = (hour: number) => new Date(this.#plan.from + hour * HOUR_MS + this.#random.below(HOUR_MS));
    return { from: at(Math.min(one, two)), to: at(Math.max(one, two) + 1) };
  }

  #clauses(): [() => object, ...(() => object)[]] {
    const random = this.#random;
    const known = (ids: (string | null)[]) => ids.filter((id) => id !== null) as [string, ...string[]];
    const { users, tokens, channels } = this.people;
    const lists: [string, () => unknown[]][] = [
      ["kind", () => random.some(LOG_KINDS)],
      ["outcome", () => random.some(LOG_OUTCOMES)],
      ["endpoint", () => random.some(LOG_ENDPOINTS)],
      ["status", () => random.some(["2xx", "4xx", "5xx"])],
      ["httpStatus", () => random.some(STATUSES)],
      [
        "model",
        () => random.some(["gpt-4o", "gpt*", "claude%*", "claude-3%", "c*", "*", "nobody's", "o'1 -- x", "嵌*"]),
      ],
      ["group", () => random.some(["default", "vip", "50%_off", "%"])],
      ["channelId", () => random.some(known(channels))],
      ["userId", () => random.some(known(users))],
      ["tokenId", () => random.some(known(tokens))],
      ["errorCode", () => random.some(["rate*", "rate%", "rate_limited", "insufficient_quota", ".*", "*"])],
      ["ip", () => random.some(["192.0.2.1", "192.0.2.%", "2001:db8::1"])],
    ];
    return [
      () => ({ isStream: random.chance(0.5) }),
      ...lists.map(([field, values]) => () => ({ [random.chance(0.3) ? `${field}Not` : field]: values() })),
      () => ({ errorText: random.pick(["100%", "too many", "\\temp", "a_b", "überlast", "Ü", "_", "nothing"]) }),
      () => ({ durationMsMin: random.below(20_000) }),
      () => ({ durationMsMax: random.below(2_000), firstTokenMsMin: random.below(900) }),
      () => ({ quotaMin: 1 + random.below(700) }),
      () => ({ promptTokensMin: random.below(900), promptTokensMax: 950 }),
      () => ({ completionTokensMin: random.below(90), attemptCountMin: random.below(4) }),
      () => ({ requestId: random.pick([this.rows[0]?.id ?? "", `client ${random.below(50)}`, "no such request"]) }),
    ];
  }
}
