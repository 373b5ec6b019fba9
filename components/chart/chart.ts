import type { SeriesColour } from "./series-colour";

/** One bar's stretch of time. */
export type ChartBucket = { from: Date; to: Date; isUnfinished: boolean };
export type BucketUnit = "hour" | "day" | "utcDay";

export type ChartSeries = {
  key: string;
  label: string;
  colour: SeriesColour;
  /** One a bucket; null where there is nothing to say, which is a gap and no zero. */
  values: readonly (number | null)[];
};

/** Words a number of the chart: short beside the axis, exact in the table. */
export type ChartFormat = (value: number, isExact?: boolean) => string;

/** Where a number leads: a bucket and a series, or all of them. Null: nowhere. */
export type ChartHref = (slot: number, key: string | null) => string | null;

export type ChartData = {
  unit: BucketUnit;
  buckets: readonly ChartBucket[];
  series: readonly ChartSeries[];
  /** The same stretch before, as a dotted line. */
  previous?: { label: string; values: readonly (number | null)[] } | undefined;
};

type Zone = { locale: string; timeZone: string | undefined };

/** A bucket beside the axis. */
export function bucketTick(at: Date, unit: BucketUnit, { locale, timeZone }: Zone): string {
  const zone = unit === "utcDay" ? "UTC" : timeZone;
  const fields =
    unit === "hour"
      ? ({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const)
      : ({ month: "short", day: "numeric" } as const);
  return new Intl.DateTimeFormat(locale, { ...fields, timeZone: zone }).format(dayShown(at, unit));
}

/** A bucket in a tooltip and a table. */
export function bucketName(at: Date, unit: BucketUnit, { locale, timeZone }: Zone): string {
  const zone = unit === "utcDay" ? "UTC" : timeZone;
  const day = { year: "numeric", month: "short", day: "numeric" } as const;
  const fields = unit === "hour" ? ({ ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const) : day;
  return new Intl.DateTimeFormat(locale, { ...fields, timeZone: zone }).format(dayShown(at, unit));
}

/** In zones half an hour off, a day's bar begins in the last hour of the day before. */
function dayShown(at: Date, unit: BucketUnit): Date {
  return unit === "day" ? new Date(at.getTime() + 3_600_000) : at;
}
