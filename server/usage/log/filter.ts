import { isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import type { LogFilter } from "./schema";

const STATUS_BOUNDS = { "2xx": [200, 300], "4xx": [400, 500], "5xx": [500, 600] } as const;

/** Throws BAD_INPUT when the end of a range lies before its start. */
export function checkRange({ from, to }: Pick<LogFilter, "from" | "to">): void {
  if (from && to && to < from) throw new AppError("BAD_INPUT", { reason: "log.range_reversed" });
}

/**
 * The Prisma condition of a filter. Whoever may not read everybody's logs gets their own, whatever they asked for, and
 * cannot narrow by channel: which upstream served them is the site's business.
 */
export function logWhere(ctx: ServiceContext, filter: LogFilter): object {
  checkRange(filter);
  const { from, to } = filter;
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
  // Only refused and failed requests have a message, and the status has an index: the rest is never looked at.
  if (filter.errorText) parts.push({ httpStatus: { gte: 400 }, errorMessage: { contains: filter.errorText } });
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

/** A filter whose user may be named as people name them. A name nobody has gives a filter that matches nothing. */
export async function withUserId(ctx: ServiceContext, filter: LogFilter): Promise<LogFilter> {
  const { userId } = filter;
  if (!userId || userId.startsWith("usr_") || !isAllowed(ctx, "log.readAny")) return filter;
  const name = userId.toLowerCase();
  const user = await ctx.db.user.findFirst({
    where: { OR: [{ username: name }, { email: name }] },
    select: { id: true },
  });
  return { ...filter, userId: user?.id ?? "nobody" };
}
