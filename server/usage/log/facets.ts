import { subDays } from "date-fns";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { type ReadStore, readStoreOf } from "@/server/kernel/database/read-store";
import { isOwnProviderId } from "@/server/supply/own-provider/schema";
import { type Combination, countValues, facetOf } from "./facet-count";
import { combinationsOfNewest } from "./facet-sample";
import { combinationsOfTraffic } from "./facet-traffic";
import { isToldByTraffic } from "./query/hours";
import { type LogQuery, resolveQuery } from "./query/query";
import { type FacetsInput, LOG_FACETS, type LogFacetName, type LogFilter } from "./schema";

/** Without a start: long enough to find every model in use, short enough to answer at once. */
const FACET_DAYS = 7;
/** Roll-ups know whole hours only: of a shorter range they would say too much. */
const ROLL_UP_MIN_MS = 2 * 3_600_000;
const VALUES_MAX = 50;

export type FacetValue = {
  value: string;
  label: string;
  count: number;
  /** Counted among the newest rows only: there are at least so many. */
  isCapped: boolean;
};

export type LogFacets = Record<LogFacetName, FacetValue[]> & {
  /** rollup: of whole hours, the first and last of the range included whole. newest: of the newest matching rows. */
  basis: "rollup" | "newest";
};

/**
 * How many requests each value of a field would give, the field's own condition aside: the busiest fifty of each, or of those
 * that hold the text searched for. Without a start, of the last seven days. Throws BAD_INPUT for a range that cannot be.
 */
export async function listLogFacets(ctx: ServiceContext, input: FacetsInput): Promise<LogFacets> {
  authorize(ctx, "log.readOwn");
  const { search, ...given } = input;
  const filter = { ...given, from: given.from ?? subDays(given.to ?? ctx.clock(), FACET_DAYS) };
  const query = await resolveQuery(ctx, filter);
  const store = readStoreOf(ctx.db);
  const isRollUp = isToldByTraffic(query.predicates) && lengthMs(ctx, filter) >= ROLL_UP_MIN_MS;
  const basis = isRollUp ? "rollup" : "newest";
  const counted = await (isRollUp ? countTraffic(store, query, filter) : countNewest(store, query));
  const labels = await channelNames(
    ctx,
    counted.channelId.values.map(({ value }) => value),
  );
  const facets = Object.fromEntries(
    LOG_FACETS.map((facet) => {
      const { values, isCapped } = counted[facet];
      const isHidden = facet === "channelId" && !isAllowed(ctx, "log.readUpstream");
      const named = (isHidden ? [] : values).map(({ value, count }) => ({
        value,
        label: (facet === "channelId" ? labels.get(value) : undefined) ?? value,
        count,
        isCapped,
      }));
      const found = search?.field === facet ? named.filter((one) => holds(one, search.text)) : named;
      return [facet, found.slice(0, VALUES_MAX)] as const;
    }),
  ) as Record<LogFacetName, FacetValue[]>;
  return { ...facets, basis };
}

type Counted = { values: { value: string; count: number }[]; isCapped: boolean };
type CountedFacets = Record<LogFacetName, Counted>;

async function countTraffic(store: ReadStore, query: LogQuery, filter: LogFilter): Promise<CountedFacets> {
  const combinations = await combinationsOfTraffic(store, filter);
  return countEach((facet) => ({
    values: ofTheSite(
      facet,
      countValues(combinations, { facet, predicates: query.predicates.filter((one) => facetOf(one) !== facet) }),
    ),
    isCapped: false,
  }));
}

/** Fields without a condition of their own share one look at the rows. */
async function countNewest(store: ReadStore, query: LogQuery): Promise<CountedFacets> {
  const own = new Set(query.predicates.flatMap((predicate) => facetOf(predicate) ?? []));
  const shared = combinationsOfNewest(store, query);
  const apart = new Map(
    [...own].map((facet) => {
      const predicates = query.predicates.filter((predicate) => facetOf(predicate) !== facet);
      return [facet, combinationsOfNewest(store, { ...query, predicates })] as const;
    }),
  );
  const samples = await Promise.all(LOG_FACETS.map((facet) => apart.get(facet) ?? shared));
  return countEach((facet, index) => {
    const sample: { combinations: Combination[]; isCapped: boolean } = samples[index] ?? {
      combinations: [],
      isCapped: false,
    };
    const values = ofTheSite(facet, countValues(sample.combinations, { facet, predicates: [] }));
    return { values, isCapped: sample.isCapped };
  });
}

/** Customers' own providers are no choice among the site's channels, and there may be as many as customers. */
function ofTheSite(facet: LogFacetName, values: Counted["values"]): Counted["values"] {
  return facet === "channelId" ? values.filter(({ value }) => !isOwnProviderId(value)) : values;
}

function countEach(count: (facet: LogFacetName, index: number) => Counted): CountedFacets {
  return Object.fromEntries(LOG_FACETS.map((facet, index) => [facet, count(facet, index)])) as CountedFacets;
}

function lengthMs(ctx: ServiceContext, { from, to }: { from: Date; to?: Date | undefined }): number {
  return (to ?? ctx.clock()).getTime() - from.getTime();
}

function holds({ value, label }: FacetValue, text: string): boolean {
  const wanted = text.toLowerCase();
  return value.toLowerCase().includes(wanted) || label.toLowerCase().includes(wanted);
}

async function channelNames(ctx: ServiceContext, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db.channel.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
