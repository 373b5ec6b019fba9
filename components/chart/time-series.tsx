"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { Skeleton } from "../ui/skeleton";
import type { ChartData, ChartFormat, ChartHref } from "./chart";
import { ChartTable } from "./chart-table";
import { Legend } from "./legend";

const HEIGHT_PX = 224;

/** The drawing library is large, and most pages have no chart. */
const Canvas = dynamic(() => import("./time-series-canvas").then((module) => module.TimeSeriesCanvas), {
  ssr: false,
  loading: () => <Skeleton className="size-full" />,
});

/**
 * Numbers over time: stacked bars, or lines with gaps where there is nothing to say. With its legend, what must be known to
 * read it, and the same numbers as a table. A click leads to where `hrefOf` says, as the numbers of the table do.
 */
export function TimeSeries(
  props: ChartData & {
    /** Names the figure, its table and its file. */
    label: string;
    kind: "bars" | "lines";
    format: ChartFormat;
    hrefOf?: ChartHref | undefined;
    notes?: readonly (string | null)[];
    heightPx?: number;
  },
) {
  const { label, kind, hrefOf, notes = [], heightPx = HEIGHT_PX, ...data } = props;
  const router = useRouter();
  const pick = (slot: number, key: string | null) => {
    const href = hrefOf?.(slot, key);
    if (href) router.push(href);
  };
  const said = notes.filter(Boolean);
  return (
    <figure aria-label={label} className="min-w-0">
      <Legend series={data.series} previous={data.previous?.label} />
      <div style={{ height: heightPx }}>
        <Canvas {...data} kind={kind} heightPx={heightPx} onPick={hrefOf ? pick : undefined} />
      </div>
      {said.length > 0 ? <figcaption className="mt-1 text-fg-3 text-xs">{said.join(" · ")}</figcaption> : null}
      <ChartTable {...data} label={label} hrefOf={hrefOf} />
    </figure>
  );
}
