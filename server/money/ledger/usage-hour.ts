import { type ChargedLogRow, hourOf, isErrorOutcome, type UsageHourRow } from "./rows";

/** Adds a log row to the roll-up row of its hour and subject; with `sign` −1 it takes one out. */
export function addUsage(rows: Map<string, UsageHourRow>, log: ChargedLogRow, sign: 1 | -1 = 1): void {
  const hourAt = hourOf(log.createdAt);
  const { userId, tokenId, channelId, groupName, model } = log;
  const key = `${hourAt}|${userId ?? ""}|${tokenId ?? ""}|${channelId ?? ""}|${groupName}|${model}`;
  const row = rows.get(key) ?? {
    hourAt,
    userId: userId ?? "",
    tokenId: tokenId ?? "",
    channelId: channelId ?? "",
    groupName,
    model,
    requestCount: 0,
    errorCount: 0,
    promptTokens: 0,
    cachedTokens: 0,
    completionTokens: 0,
    quota: 0n,
    planQuota: 0n,
    durationMs: 0,
  };
  rows.set(key, row);
  row.requestCount += sign;
  row.errorCount += isErrorOutcome(log.outcome) ? sign : 0;
  row.promptTokens += sign * log.promptTokens;
  row.cachedTokens += sign * log.cachedTokens;
  row.completionTokens += sign * log.completionTokens;
  row.quota += BigInt(sign) * log.quota;
  row.planQuota += BigInt(sign) * log.planQuota;
  row.durationMs += sign * log.durationMs;
}
