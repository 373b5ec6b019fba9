"use client";

import { useLocale, useTranslations } from "next-intl";
import { useTimeZone } from "../ui/time-zone";
import { bucketName, type ChartData, type ChartFormat } from "./chart";
import { colourValue } from "./series-colour";

/** The numbers of the bucket under the pointer. */
export function ChartTooltip(props: ChartData & { kind: "bars" | "lines"; format: ChartFormat; slot: number }) {
  const { kind, unit, buckets, series, previous, format, slot } = props;
  const t = useTranslations("chart");
  const locale = useLocale();
  const timeZone = useTimeZone();
  const bucket = buckets[slot];
  if (!bucket) return null;
  const shown = series.filter(({ values }) => kind === "lines" || (values[slot] ?? 0) !== 0);
  const total = series.reduce((sum, { values }) => sum + (values[slot] ?? 0), 0);
  const before = previous?.values[slot] ?? null;
  return (
    <div className="min-w-40 max-w-72 rounded-md bg-pop px-2.5 py-2 text-xs shadow-float">
      <p className="mb-1 font-semibold">
        {bucketName(bucket.from, unit, { locale, timeZone })}
        {bucket.isUnfinished ? <span className="font-normal text-fg-3"> · {t("unfinished")}</span> : null}
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-2 gap-y-0.5 tabular-nums">
        {shown.map(({ key, label, colour, values }) => (
          <Entry
            key={key}
            colour={colourValue(colour)}
            label={label}
            value={(values[slot] ?? null) === null ? "—" : format(values[slot] ?? 0, true)}
          />
        ))}
        {kind === "bars" && shown.length !== 1 ? <Entry label={t("total")} value={format(total, true)} /> : null}
        {previous && before !== null ? <Entry label={previous.label} value={format(before, true)} /> : null}
      </dl>
    </div>
  );
}

function Entry({ colour, label, value }: { colour?: string; label: string; value: string }) {
  return (
    <>
      <span className="size-2 rounded-sm" style={colour ? { backgroundColor: colour } : undefined} aria-hidden />
      <dt className="truncate text-fg-2">{label}</dt>
      <dd className="text-right">{value}</dd>
    </>
  );
}
