import { type ChargedLogRow, hourOf, isErrorOutcome, type UsageHourRow } from "./rows";

/** Adds a log row to the roll-up row of its hour and subject. */
export function addUsage(rows: Map<string, UsageHourRow>, log: ChargedLogRow): void {
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
    durationMs: 0,
  };
  rows.set(key, row);
  row.requestCount += 1;
  row.errorCount += isErrorOutcome(log.outcome) ? 1 : 0;
  row.promptTokens += log.promptTokens;
  row.cachedTokens += log.cachedTokens;
  row.completionTokens += log.completionTokens;
  row.quota += log.quota;
  row.durationMs += log.durationMs;
}
