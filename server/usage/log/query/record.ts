import type { Log } from "@/prisma/generated/sqlite/client";
import type { SqlRow } from "@/server/kernel/database/sql";
import { asBigInt, asBoolean, asNumber, asText, asTime, orNull } from "@/server/kernel/database/sql-values";
import { LOG_COLUMNS } from "@/server/money/ledger/rows";

/** A log row as it stands in the database. */
export type LogRecord = Log;

/** The columns of a record, for a SELECT. */
export const RECORD_COLUMNS = Object.values(LOG_COLUMNS).join(", ");

/** Reads a record from a row that has RECORD_COLUMNS. */
export function recordOf(row: SqlRow): LogRecord {
  return {
    id: asText(row.id),
    createdAt: asTime(row.created_at),
    kind: asText(row.kind),
    endpoint: asText(row.endpoint),
    userId: orNull(row.user_id, asText),
    tokenId: orNull(row.token_id, asText),
    channelId: orNull(row.channel_id, asText),
    groupName: asText(row.group_name),
    model: asText(row.model),
    upstreamModel: asText(row.upstream_model),
    httpStatus: asNumber(row.http_status),
    errorCode: asText(row.error_code),
    errorMessage: asText(row.error_message),
    outcome: asText(row.outcome),
    isStream: asBoolean(row.is_stream),
    attemptCount: asNumber(row.attempt_count),
    promptTokens: asNumber(row.prompt_tokens),
    cachedTokens: asNumber(row.cached_tokens),
    completionTokens: asNumber(row.completion_tokens),
    usageDetail: orNull(row.usage_detail, asText),
    usageSource: asText(row.usage_source),
    quota: asBigInt(row.quota),
    planQuota: asBigInt(row.plan_quota),
    subscriptionId: orNull(row.subscription_id, asText),
    uncollectedQuota: asBigInt(row.uncollected_quota),
    priceId: orNull(row.price_id, asText),
    durationMs: asNumber(row.duration_ms),
    firstTokenMs: orNull(row.first_token_ms, asNumber),
    reservedQuota: asBigInt(row.reserved_quota),
    ip: asText(row.ip),
    clientRequestId: asText(row.client_request_id),
    routeId: orNull(row.route_id, asText),
    userAgentId: orNull(row.user_agent_id, asText),
  };
}
