import { subDays } from "date-fns";
import type { Log } from "@/prisma/generated/sqlite/client";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { checkRange, logWhere, withUserId } from "./filter";
import { explainCharge } from "./formula";
import { type LogNames, readNames } from "./names";
import type { ListLogsInput, LogFilter } from "./schema";

const FACET_MAX = 100;
/** Without a range: long enough to find every model in use, short enough to answer at once. */
const FACET_DAYS = 7;

export type LogItem = ReturnType<typeof toItem>;

/** Lists requests, newest first, by keyset: no count, and the tenth page costs what the first does. */
export async function listLogs(ctx: ServiceContext, input: ListLogsInput): Promise<Page<LogItem>> {
  authorize(ctx, "log.readOwn");
  const rows = await ctx.db.log.findMany({
    where: { AND: [logWhere(ctx, await withUserId(ctx, input)), olderThan(input.cursor)] },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  const names = await readNames(ctx, rows);
  return toPage(rows, input.limit, (row) => toItem(row, names, isAllowed(ctx, "log.readUpstream")));
}

/** One request with its price formula and, for staff, every call to an upstream. */
export async function getLog(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "log.readOwn");
  const row = await ctx.db.log.findFirst({ where: { AND: [{ id: input.id }, logWhere(ctx, {})] } });
  if (!row) throw notFound("log");
  const seesUpstream = isAllowed(ctx, "log.readUpstream");
  const [names, price, attempts] = await Promise.all([
    readNames(ctx, [row]),
    row.priceId === null ? null : ctx.db.priceSnapshot.findUnique({ where: { id: row.priceId } }),
    seesUpstream ? readAttempts(ctx, row.id) : [],
  ]);
  return {
    ...toItem(row, names, seesUpstream),
    formula: price ? explainCharge(price, row) : null,
    attempts,
  };
}

async function readAttempts(ctx: ServiceContext, requestId: string) {
  const rows = await ctx.db.attempt.findMany({ where: { requestId }, orderBy: { position: "asc" } });
  const names = await readNames(ctx, rows);
  const keyIds = rows.flatMap((row) => row.channelKeyId ?? []);
  const keys = await ctx.db.channelKey.findMany({ where: { id: { in: keyIds } }, select: { id: true, hint: true } });
  const hints = new Map(keys.map((key) => [key.id, key.hint]));
  return rows.map((row) => ({
    position: row.position,
    channelId: row.channelId,
    channelName: names.channels.get(row.channelId) ?? null,
    keyHint: row.channelKeyId === null ? null : (hints.get(row.channelKeyId) ?? null),
    endpoint: row.endpoint,
    startedAt: row.startedAt,
    durationMs: row.durationMs,
    firstByteMs: row.firstByteMs,
    httpStatus: row.httpStatus,
    fault: row.fault,
    error: row.error,
  }));
}

/**
 * What the filters of a time range can be set to: models, groups and channels that had traffic, from the roll-ups.
 * At most a hundred of each, busiest first; of the last seven days without a range.
 */
export async function listLogFacets(ctx: ServiceContext, input: Pick<LogFilter, "from" | "to">) {
  authorize(ctx, "log.readOwn");
  checkRange(input);
  const { from, to } = input;
  const seesAll = isAllowed(ctx, "log.readAny");
  const where = {
    hourAt: { gte: startOfHour(from ?? subDays(to ?? ctx.clock(), FACET_DAYS)), ...(to ? { lt: to } : {}) },
    ...(seesAll || ctx.actor.kind !== "user" ? {} : { userId: ctx.actor.id }),
  };
  const [models, groups, channels] = await Promise.all([
    busiest(ctx, "model", where),
    busiest(ctx, "groupName", where),
    isAllowed(ctx, "log.readUpstream") ? busiest(ctx, "channelId", where) : [],
  ]);
  const names = await readNames(
    ctx,
    channels.map((channel) => ({ channelId: channel.value })),
  );
  return {
    models,
    groups,
    channels: channels.map((facet) => ({ ...facet, label: names.channels.get(facet.value) ?? facet.value })),
  };
}

type Facet = { value: string; count: number };

async function busiest(
  ctx: ServiceContext,
  field: "model" | "groupName" | "channelId",
  where: object,
): Promise<Facet[]> {
  const rows = await ctx.db.usageHour.groupBy({
    by: [field],
    where,
    _sum: { requestCount: true },
    orderBy: { _sum: { requestCount: "desc" } },
    take: FACET_MAX,
  });
  return rows
    .map((row) => ({ value: row[field], count: row._sum?.requestCount ?? 0 }))
    .filter((facet) => facet.value !== "");
}

function startOfHour(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000);
}

function toItem(row: Log, names: LogNames, seesUpstream: boolean) {
  return {
    id: row.id,
    createdAt: row.createdAt,
    kind: row.kind,
    outcome: row.outcome,
    endpoint: row.endpoint,
    userId: row.userId,
    username: row.userId === null ? null : (names.users.get(row.userId) ?? null),
    tokenId: row.tokenId,
    tokenName: row.tokenId === null ? null : (names.tokens.get(row.tokenId) ?? null),
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
    upstream: seesUpstream
      ? {
          channelId: row.channelId,
          channelName: row.channelId === null ? null : (names.channels.get(row.channelId) ?? null),
          model: row.upstreamModel,
          attemptCount: row.attemptCount,
        }
      : null,
  };
}
