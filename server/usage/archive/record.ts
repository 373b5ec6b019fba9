import type { Attempt } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { asNumber, asText, asTime, orNull } from "@/server/kernel/database/sql-values";
import { type LogRecord, recordOf } from "@/server/usage/log/query/record";
import { readArchivedRequest } from "./search";

/** One request may wait longer than a page of a list: somebody asked for it by its id. */
const READ_MAX_MS = 10_000;

/** The row of a request that was archived, or null. Throws UNAVAILABLE when its file cannot be read. */
export async function findArchivedLog(ctx: ServiceContext, id: string): Promise<LogRecord | null> {
  const deadlineMs = performance.now() + READ_MAX_MS;
  const [row] = await readArchivedRequest(ctx, { noun: "logs", id, deadlineMs });
  return row ? recordOf(row) : null;
}

/** The calls to upstreams of a request that were archived, in their order. */
export async function findArchivedAttempts(ctx: ServiceContext, requestId: string): Promise<Attempt[]> {
  const deadlineMs = performance.now() + READ_MAX_MS;
  const rows = await readArchivedRequest(ctx, { noun: "attempts", id: requestId, deadlineMs });
  return rows.map((row) => ({
    requestId: asText(row.request_id),
    position: asNumber(row.position),
    channelId: asText(row.channel_id),
    channelKeyId: orNull(row.channel_key_id, asText),
    method: asText(row.method),
    endpoint: asText(row.endpoint),
    upstreamId: asText(row.upstream_id),
    startedAt: asTime(row.started_at),
    durationMs: asNumber(row.duration_ms),
    firstByteMs: orNull(row.first_byte_ms, asNumber),
    httpStatus: orNull(row.http_status, asNumber),
    fault: asText(row.fault),
    error: asText(row.error),
  }));
}
