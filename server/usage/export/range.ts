import type { ServiceContext } from "@/server/kernel/context";
import { idRangeOf } from "../log/query/position";
import type { LogFilter } from "../log/schema";

/** A filter whose range is fixed: what is exported does not grow while it is written. */
export type RangedFilter = LogFilter & { from: Date; to: Date };

/**
 * Fixes the range of a filter: from the oldest request there is, where it has no start, to now at the latest. Throws
 * BAD_INPUT for a range that cannot be.
 */
export async function withRange(ctx: ServiceContext, filter: LogFilter): Promise<RangedFilter> {
  idRangeOf(filter);
  const now = ctx.clock();
  const to = filter.to && filter.to < now ? filter.to : now;
  const from = filter.from ?? (await oldestRequest(ctx)) ?? to;
  return { ...filter, from: from < to ? from : to, to };
}

async function oldestRequest(ctx: ServiceContext): Promise<Date | null> {
  const row = await ctx.db.log.findFirst({ orderBy: { id: "asc" }, select: { createdAt: true } });
  return row?.createdAt ?? null;
}
