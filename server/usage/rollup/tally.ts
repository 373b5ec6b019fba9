import { type ChargedLogRow, dayOf, hourOf, isErrorOutcome } from "@/server/money/ledger/rows";
import { latencyBucket } from "./latency";
import { ROLL_UPS, type RollUpName, type RollUpRow } from "./rows";

type Sums = Record<string, number | bigint>;

/** Adds up what the log rows of one batch change in the roll-ups, so that a busy row is written once a batch. */
export class RollUpTally {
  readonly #rows: Record<RollUpName, Map<string, RollUpRow>> = {
    usageHours: new Map(),
    usageDays: new Map(),
    trafficHours: new Map(),
    latencyHours: new Map(),
  };

  /** Counts a log row; with `sign` −1 it takes one out, which must be exactly as it was counted. */
  add(log: ChargedLogRow, sign: 1 | -1 = 1): void {
    this.#addUsage(log, sign);
    this.#addTraffic(log, sign);
    this.#addLatency(log, sign);
  }

  /** The rows of one roll-up in the order of their keys: every writer locks in the same order. */
  rows(name: RollUpName): RollUpRow[] {
    return [...this.#rows[name]].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, row]) => row);
  }

  #addUsage(log: ChargedLogRow, sign: 1 | -1): void {
    const { quota, planQuota, promptTokens, cachedTokens, completionTokens, durationMs } = log;
    const counted = {
      requestCount: 1,
      errorCount: isErrorOutcome(log.outcome) ? 1 : 0,
      promptTokens,
      completionTokens,
    };
    const subject = {
      userId: log.userId ?? "",
      tokenId: log.tokenId ?? "",
      channelId: log.channelId ?? "",
      groupName: log.groupName,
      model: log.model,
    };
    const hour = { ...counted, cachedTokens, quota, planQuota, durationMs };
    this.#count("usageHours", { hourAt: hourOf(log.createdAt), ...subject }, { sums: hour, sign });
    for (const subjectId of [log.userId, log.tokenId]) {
      if (subjectId === null) continue;
      const key = { subjectId, dayAt: dayOf(log.createdAt) };
      this.#count("usageDays", key, { sums: { ...counted, quota, planQuota }, sign });
    }
  }

  #addTraffic(log: ChargedLogRow, sign: 1 | -1): void {
    const { groupName, model, endpoint, isStream, httpStatus, outcome } = log;
    const { attemptCount, promptTokens, cachedTokens, completionTokens, quota, planQuota, durationMs } = log;
    const key = { channelId: log.channelId ?? "", groupName, model, endpoint, isStream, httpStatus, outcome };
    const streamMs = isStream && log.firstTokenMs !== null ? Math.max(0, durationMs - log.firstTokenMs) : 0;
    const tokens = { promptTokens, cachedTokens, completionTokens };
    const sums = { requestCount: 1, attemptCount, ...tokens, quota, planQuota, durationMs, streamMs };
    this.#count("trafficHours", { hourAt: hourOf(log.createdAt), ...key }, { sums, sign });
  }

  /** Of what was served to its end: a refusal is quick and says nothing of an upstream. */
  #addLatency(log: ChargedLogRow, sign: 1 | -1): void {
    if (log.kind !== "consume" || log.outcome !== "completed") return;
    const subject = { hourAt: hourOf(log.createdAt), channelId: log.channelId ?? "", model: log.model };
    const count = (measure: string, ms: number) =>
      this.#count(
        "latencyHours",
        { ...subject, measure, bucket: latencyBucket(ms) },
        { sums: { requestCount: 1 }, sign },
      );
    count("total", log.durationMs);
    if (log.firstTokenMs !== null) count("first_token", log.firstTokenMs);
  }

  #count(name: RollUpName, key: RollUpRow, { sums, sign }: { sums: Sums; sign: 1 | -1 }): void {
    const rows = this.#rows[name];
    const id = Object.values(key).join("|");
    let row = rows.get(id);
    if (row === undefined) {
      row = { ...key };
      for (const field in ROLL_UPS[name].sums) row[field] = typeof sums[field] === "bigint" ? 0n : 0;
      rows.set(id, row);
    }
    for (const field in sums) row[field] = plus(row[field], sums[field], sign);
  }
}

function plus(sum: RollUpRow[string] | undefined, value: number | bigint | undefined, sign: 1 | -1): number | bigint {
  if (typeof value === "bigint") return (sum as bigint) + BigInt(sign) * value;
  return (sum as number) + sign * (value ?? 0);
}
