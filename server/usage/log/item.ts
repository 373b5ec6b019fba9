import type { NamedRecord } from "./query/rows";

export type LogItem = ReturnType<typeof itemOf>;

/** A row as pages show it. Which upstream served it is for those who may know. */
export function itemOf(row: NamedRecord & { isArchived?: boolean }, seesUpstream: boolean) {
  return {
    id: row.id,
    createdAt: row.createdAt,
    kind: row.kind,
    outcome: row.outcome,
    endpoint: row.endpoint,
    userId: row.userId,
    username: row.username,
    tokenId: row.tokenId,
    tokenName: row.tokenName,
    group: row.groupName,
    model: row.model,
    httpStatus: row.httpStatus,
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    isStream: row.isStream,
    promptTokens: row.promptTokens,
    cachedTokens: row.cachedTokens,
    completionTokens: row.completionTokens,
    usageSource: row.usageSource,
    quota: row.quota,
    uncollectedQuota: row.uncollectedQuota,
    /** The part of the charge that a subscription's allowance paid. */
    planQuota: row.planQuota,
    subscriptionId: row.subscriptionId,
    durationMs: row.durationMs,
    firstTokenMs: row.firstTokenMs,
    ip: row.ip,
    clientRequestId: row.clientRequestId,
    /** No longer in the database, but in a file. */
    isArchived: row.isArchived ?? false,
    upstream: seesUpstream
      ? {
          channelId: row.channelId,
          channelName: row.channelName,
          model: row.upstreamModel,
          attemptCount: row.attemptCount,
        }
      : null,
  };
}
