import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { findOwnRow } from "./row";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MODELS_MAX = 10;

export type OwnUsage = {
  requests: number;
  errors: number;
  promptTokens: bigint;
  completionTokens: bigint;
  /** Fees, quota units. */
  quota: bigint;
};

type Sums = {
  requestCount: number | null;
  errorCount: number | null;
  promptTokens: bigint | null;
  completionTokens: bigint | null;
  quota: bigint | null;
};

const SUMS = { requestCount: true, errorCount: true, promptTokens: true, completionTokens: true, quota: true } as const;

/** Use of some of an account's providers in the last days, from the roll-ups of that account. */
export async function readOwnUsage(
  ctx: ServiceContext,
  { ownerId, ids, days }: { ownerId: string; ids: string[]; days: number },
): Promise<(id: string) => OwnUsage> {
  const rows = await ctx.db.usageHour.groupBy({
    by: ["channelId"],
    where: { userId: ownerId, channelId: { in: ids }, hourAt: { gte: sinceDays(ctx, days) } },
    _sum: SUMS,
  });
  const sums = new Map(rows.map((row) => [row.channelId, usageOf(row._sum)]));
  return (id) => sums.get(id) ?? usageOf(null);
}

/** Use of one of one's own providers: in all, a day (UTC), and by its ten busiest models. Throws NOT_FOUND. */
export async function getOwnProviderUsage(ctx: ServiceContext, input: { name: string; days: number }) {
  authorize(ctx, "provider.manageOwn");
  const ownerId = requireUserId(ctx);
  const { id } = await findOwnRow(ctx, { ownerId, name: input.name });
  const since = sinceDays(ctx, input.days);
  const where = { userId: ownerId, channelId: id, hourAt: { gte: since } };
  const [hours, models] = await Promise.all([
    ctx.db.usageHour.groupBy({ by: ["hourAt"], where, _sum: SUMS }),
    ctx.db.usageHour.groupBy({
      by: ["model"],
      where,
      _sum: SUMS,
      orderBy: { _sum: { requestCount: "desc" } },
      take: MODELS_MAX,
    }),
  ]);
  const days = Array.from({ length: input.days }, (_unused, index) => new Date(since.getTime() + index * DAY_MS));
  return {
    total: hours.map((hour) => usageOf(hour._sum)).reduce(plus, usageOf(null)),
    days: days.map((day) => ({
      day,
      ...hours
        .filter(({ hourAt }) => hourAt >= day && hourAt.getTime() < day.getTime() + DAY_MS)
        .map((hour) => usageOf(hour._sum))
        .reduce(plus, usageOf(null)),
    })),
    models: models.map(({ model, _sum }) => ({ model, ...usageOf(_sum) })),
  };
}

/** The start of the UTC day with which the last `days` days begin, today being one of them. */
function sinceDays(ctx: ServiceContext, days: number): Date {
  const now = ctx.clock().getTime();
  return new Date(now - (now % DAY_MS) - (days - 1) * DAY_MS);
}

function usageOf(sums: Sums | null): OwnUsage {
  return {
    requests: sums?.requestCount ?? 0,
    errors: sums?.errorCount ?? 0,
    promptTokens: sums?.promptTokens ?? 0n,
    completionTokens: sums?.completionTokens ?? 0n,
    quota: sums?.quota ?? 0n,
  };
}

function plus(left: OwnUsage, right: OwnUsage): OwnUsage {
  return {
    requests: left.requests + right.requests,
    errors: left.errors + right.errors,
    promptTokens: left.promptTokens + right.promptTokens,
    completionTokens: left.completionTokens + right.completionTokens,
    quota: left.quota + right.quota,
  };
}
