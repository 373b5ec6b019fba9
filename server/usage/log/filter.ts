import { getTime, subDays, subHours, subMinutes } from "date-fns";
import { isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import type { LogFilter } from "./schema";

const STATUS_BOUNDS = { "2xx": [200, 300], "4xx": [400, 500], "5xx": [500, 600] } as const;

const RANGE_START = {
  "15m": (now: Date) => subMinutes(now, 15),
  "1h": (now: Date) => subHours(now, 1),
  "24h": (now: Date) => subHours(now, 24),
  "7d": (now: Date) => subDays(now, 7),
  "30d": (now: Date) => subDays(now, 30),
} as const;

/** From and to of a filter; `range` counts back from now. Throws BAD_INPUT when the end lies before the start. */
export function timeBounds(filter: Pick<LogFilter, "range" | "from" | "to">, now: Date) {
  const from = filter.range ? RANGE_START[filter.range](now) : filter.from;
  const to = filter.range ? undefined : filter.to;
  if (from && to && getTime(to) < getTime(from)) {
    throw new AppError("BAD_INPUT", { reason: "log.range_reversed" });
  }
  return { from, to };
}

/**
 * The Prisma condition of a filter. Whoever may not read everybody's logs gets their own, whatever they asked for, and
 * cannot narrow by channel: which upstream served them is the site's business.
 */
export function logWhere(ctx: ServiceContext, filter: LogFilter): object {
  const { from, to } = timeBounds(filter, ctx.clock());
  const seesAll = isAllowed(ctx, "log.readAny");
  const parts: object[] = [];
  if (from) parts.push({ createdAt: { gte: from } });
  if (to) parts.push({ createdAt: { lt: to } });
  if (!seesAll) parts.push({ userId: requireUserId(ctx) });
  else if (filter.userId) parts.push({ userId: filter.userId });
  if (seesAll && filter.channelId?.length) parts.push({ channelId: { in: filter.channelId } });
  parts.push(...exactParts(filter), ...numberParts(filter));
  return { AND: parts };
}

function exactParts(filter: LogFilter): object[] {
  const parts: object[] = [];
  if (filter.requestId) parts.push({ OR: [{ id: filter.requestId }, { clientRequestId: filter.requestId }] });
  if (filter.tokenId) parts.push({ tokenId: filter.tokenId });
  if (filter.kind?.length) parts.push({ kind: { in: filter.kind } });
  if (filter.outcome?.length) parts.push({ outcome: { in: filter.outcome } });
  if (filter.endpoint?.length) parts.push({ endpoint: { in: filter.endpoint } });
  if (filter.model?.length) parts.push({ model: { in: filter.model } });
  if (filter.group?.length) parts.push({ groupName: { in: filter.group } });
  if (filter.isStream !== undefined) parts.push({ isStream: filter.isStream });
  if (filter.errorCode) parts.push({ errorCode: filter.errorCode });
  if (filter.ip) parts.push({ ip: filter.ip });
  if (filter.status?.length) {
    parts.push({
      OR: filter.status.map((name) => ({ httpStatus: { gte: STATUS_BOUNDS[name][0], lt: STATUS_BOUNDS[name][1] } })),
    });
  }
  return parts;
}

function numberParts(filter: LogFilter): object[] {
  const bounds: [string, number | undefined, number | undefined][] = [
    ["durationMs", filter.durationMsMin, filter.durationMsMax],
    ["quota", filter.quotaMin, filter.quotaMax],
    ["promptTokens", filter.promptTokensMin, undefined],
    ["completionTokens", filter.completionTokensMin, undefined],
  ];
  return bounds
    .filter(([, min, max]) => min !== undefined || max !== undefined)
    .map(([field, gte, lte]) => ({
      [field]: { ...(gte === undefined ? {} : { gte }), ...(lte === undefined ? {} : { lte }) },
    }));
}
