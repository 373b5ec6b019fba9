"use client";

import { ZoomOut } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, type PointerEvent, useId, useState } from "react";
import { formatCompact } from "@/components/format/number";
import { formatExact, formatHour } from "@/components/format/time";
import { useNow } from "@/components/hooks/use-now";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useTimeZone } from "@/components/ui/time-zone";
import { HistogramTable } from "./histogram-table";

export type Histogram = RouterOutputs["log"]["histogram"];
type Bucket = Histogram["buckets"][number];
type Span = { from: number; to: number };

const HEIGHT = 100;
const MINUTE_MS = 60_000;

/** How many requests the filter has over its range, by what clients saw. Dragged over, or by the arrow keys, it zooms. */
export function LogHistogram(props: {
  data: Histogram | undefined;
  isFetching: boolean;
  range: Span;
  onZoom: (range: Span) => void;
  /** Null where it cannot be wider. */
  onZoomOut: (() => void) | null;
}) {
  const { data, isFetching, range, onZoom, onZoomOut } = props;
  const t = useTranslations("log.histogram");
  const hintId = useId();
  const [chosen, setChosen] = useState<{ anchor: number; end: number } | null>(null);
  const [isDragging, setIsDragging] = useState(false);
  const buckets = data?.buckets ?? [];
  const bucketMs = data?.bucketMs ?? 0;
  const max = Math.max(1, ...buckets.map(total));
  const count = buckets.reduce((sum, bucket) => sum + total(bucket), 0);
  const last = Math.max(buckets.length - 1, 0);
  const spanOf = (anchor: number, end: number): Span => {
    const [first, final] = [Math.min(anchor, end), Math.max(anchor, end)];
    const from = buckets[first]?.at.getTime() ?? range.from;
    const to = (buckets[final]?.at.getTime() ?? range.to) + bucketMs;
    return { from: Math.max(from, range.from), to: Math.min(to, range.to) };
  };
  const words = useBucketWords(bucketMs);
  const zoom = () => {
    if (chosen && buckets.length > 1) onZoom(spanOf(chosen.anchor, chosen.end));
    setChosen(null);
  };
  const placeOf = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const part = (event.clientX - box.left) / Math.max(box.width, 1);
    return Math.min(last, Math.max(0, Math.floor(part * buckets.length)));
  };
  const handlePointerMove = (event: PointerEvent<HTMLElement>) => {
    const place = placeOf(event);
    setChosen((before) => (isDragging && before ? { ...before, end: place } : { anchor: place, end: place }));
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const from = chosen ?? { anchor: last, end: last };
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by) {
      const end = Math.min(last, Math.max(0, from.end + (chosen ? by : 0)));
      setChosen(event.shiftKey ? { ...from, end } : { anchor: end, end });
    } else if (event.key === "Enter") zoom();
    else if (event.key === "Escape" && chosen) setChosen(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const marked = chosen ? ([Math.min(chosen.anchor, chosen.end), Math.max(chosen.anchor, chosen.end)] as const) : null;
  const pointed = chosen ? buckets[chosen.end] : undefined;
  const span = chosen ? spanOf(chosen.anchor, chosen.end) : null;
  return (
    <figure aria-label={t("label")} className="mx-(--gutter) mb-2 min-w-0 shrink-0">
      <div
        role="slider"
        tabIndex={0}
        aria-label={t("zoom")}
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={chosen?.end ?? last}
        aria-valuetext={pointed && span ? `${words.span(span)}: ${words.counts(pointed)}` : t("count", { count })}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const place = placeOf(event);
          setIsDragging(true);
          setChosen({ anchor: place, end: place });
        }}
        onPointerMove={handlePointerMove}
        onPointerUp={() => {
          setIsDragging(false);
          zoom();
        }}
        onPointerCancel={() => setIsDragging(false)}
        onPointerLeave={() => {
          if (!isDragging) setChosen(null);
        }}
        onKeyDown={handleKeyDown}
        onBlur={() => setChosen(null)}
        className="relative h-14 cursor-crosshair touch-pan-y select-none border-border border-b outline-offset-1"
      >
        <svg
          aria-hidden="true"
          viewBox={`0 0 ${Math.max(buckets.length, 1)} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={cn("block h-full w-full", isFetching && "opacity-60")}
        >
          {buckets.map((bucket, index) => (
            <Bar key={bucket.at.getTime()} bucket={bucket} x={index} max={max} />
          ))}
        </svg>
        {marked ? (
          <div
            className="pointer-events-none absolute inset-y-0 bg-accent/15"
            style={{
              left: `${(marked[0] / buckets.length) * 100}%`,
              width: `${((marked[1] - marked[0] + 1) / buckets.length) * 100}%`,
            }}
          />
        ) : null}
        {pointed && chosen && span ? (
          <div
            className={cn(
              "pointer-events-none absolute top-full z-20 mt-1 whitespace-nowrap rounded-md bg-pop px-2 py-1 text-xs tabular-nums shadow-float",
              chosen.end > buckets.length / 2 ? "-translate-x-full" : "",
            )}
            style={{ left: `${((chosen.end + 0.5) / buckets.length) * 100}%` }}
          >
            <p className="text-fg-2">{words.span(span)}</p>
            <p>{marked && marked[0] !== marked[1] ? words.counts(sumOf(buckets, marked)) : words.counts(pointed)}</p>
          </div>
        ) : null}
      </div>
      <figcaption className="mt-1 flex min-h-6 items-center gap-2 text-fg-3 text-xs tabular-nums">
        <span suppressHydrationWarning>{data ? words.time(range.from) : ""}</span>
        <span className="mx-auto truncate">
          {data ? t(data.isPartial ? "countPartial" : "count", { count }) : ""}
          {data ? ` · ${t("peak", { count: formatCompact(max), step: words.step })}` : ""}
        </span>
        {onZoomOut ? (
          <Button
            variant="ghost"
            className="size-6 p-0"
            aria-label={t("zoomOut")}
            title={t("zoomOut")}
            onClick={onZoomOut}
          >
            <ZoomOut aria-hidden />
          </Button>
        ) : null}
        <HistogramTable buckets={buckets} timeOf={words.time} onPick={(index) => onZoom(spanOf(index, index))} />
        <span suppressHydrationWarning>{data ? words.time(range.to) : ""}</span>
        <span id={hintId} className="sr-only">
          {t("zoomHint")}
        </span>
      </figcaption>
    </figure>
  );
}

function total({ ok, clientErrors, serverErrors }: Bucket): number {
  return ok + clientErrors + serverErrors;
}

function sumOf(buckets: readonly Bucket[], [first, last]: readonly [number, number]): Omit<Bucket, "at"> {
  const sum = { ok: 0, clientErrors: 0, serverErrors: 0 };
  for (const bucket of buckets.slice(first, last + 1)) {
    sum.ok += bucket.ok;
    sum.clientErrors += bucket.clientErrors;
    sum.serverErrors += bucket.serverErrors;
  }
  return sum;
}

/** Served, then refused, then failed; whatever there is is seen, however little. */
function Bar({ bucket, x, max }: { bucket: Bucket; x: number; max: number }) {
  const least = HEIGHT / 28;
  const height = (count: number) => (count === 0 ? 0 : Math.max(least, (count / max) * HEIGHT));
  const parts = [
    { name: "ok", height: height(bucket.ok), fill: "fill-c1" },
    { name: "client", height: height(bucket.clientErrors), fill: "fill-c3" },
    { name: "server", height: height(bucket.serverErrors), fill: "fill-err" },
  ];
  let top = HEIGHT;
  return (
    <>
      {parts.map((part) => {
        top -= part.height;
        return part.height === 0 ? null : (
          <rect
            key={part.name}
            x={x + 0.08}
            y={Math.max(0, top)}
            width={0.84}
            height={part.height}
            className={part.fill}
          />
        );
      })}
    </>
  );
}

function useBucketWords(bucketMs: number) {
  const t = useTranslations("log.histogram");
  const locale = useLocale();
  const timeZone = useTimeZone();
  const now = useNow();
  const options = { locale, timeZone };
  const time = (at: number) => (bucketMs < MINUTE_MS ? formatExact(at, now, options) : formatHour(at, options));
  return {
    time,
    span: ({ from, to }: Span) => `${time(from)} – ${time(to)}`,
    counts: ({ ok, clientErrors, serverErrors }: Omit<Bucket, "at">) => t("counts", { ok, clientErrors, serverErrors }),
    step: stepText(bucketMs, locale),
  };
}

const STEPS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", MINUTE_MS],
  ["second", 1_000],
] as const;

/** "5 min": how much time one bar is. */
function stepText(bucketMs: number, locale: string): string {
  const [unit, size] = STEPS.find(([, ms]) => bucketMs >= ms) ?? ["second", 1_000];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(bucketMs / size);
}
