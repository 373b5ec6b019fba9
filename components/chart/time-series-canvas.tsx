"use client";

import { useLocale } from "next-intl";
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  Rectangle,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useTimeZone } from "../ui/time-zone";
import { bucketTick, type ChartData, type ChartFormat } from "./chart";
import { ChartTooltip } from "./chart-tooltip";
import { colourValue } from "./series-colour";

const AXIS = { fontSize: 11, fill: "var(--fg-3)" };
const MARGIN = { top: 8, right: 8, bottom: 0, left: 0 };
const PALE = 0.45;
const TICK_GAP_PX = 28;

/** What the drawing needs of a bucket. */
export type Slot = { slot: number; isUnfinished: boolean };

export type CanvasProps = ChartData & {
  kind: "bars" | "lines";
  format: ChartFormat;
  heightPx: number;
  /** A click on a bucket, and in bars on one of its series. */
  onPick?: ((slot: number, key: string | null) => void) | undefined;
};

/** The drawing alone. The same numbers stand in the table below it, so it is hidden from screen readers. */
export function TimeSeriesCanvas(props: CanvasProps) {
  const { kind, unit, buckets, series, previous, format, heightPx, onPick } = props;
  const locale = useLocale();
  const timeZone = useTimeZone();
  const slots: Slot[] = buckets.map(({ isUnfinished }, slot) => ({ slot, isUnfinished }));
  const tick = (slot: number) => {
    const bucket = buckets[slot];
    return bucket ? bucketTick(bucket.from, unit, { locale, timeZone }) : "";
  };
  return (
    <div
      aria-hidden
      style={{ height: heightPx }}
      className={onPick ? "[&_.recharts-surface]:cursor-pointer" : undefined}
    >
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={slots}
          margin={MARGIN}
          accessibilityLayer={false}
          barCategoryGap={buckets.length > 40 ? 1 : "12%"}
          onClick={({ activeTooltipIndex }) => {
            if (kind === "lines" && activeTooltipIndex !== undefined && activeTooltipIndex !== null)
              onPick?.(Number(activeTooltipIndex), null);
          }}
        >
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="slot"
            tickFormatter={tick}
            tick={AXIS}
            tickLine={false}
            axisLine={{ stroke: "var(--border)" }}
            minTickGap={TICK_GAP_PX}
          />
          <YAxis
            tickFormatter={(value: number) => format(value)}
            tick={AXIS}
            tickLine={false}
            axisLine={false}
            width="auto"
            tickCount={4}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={kind === "bars" ? { fill: "var(--hover)" } : { stroke: "var(--edge)" }}
            content={({ active, label }) =>
              active && label !== undefined ? <ChartTooltip {...props} slot={Number(label)} /> : null
            }
          />
          {kind === "bars"
            ? series.map(({ key, label, colour, values }) => (
                <Bar
                  key={key}
                  name={label}
                  stackId="all"
                  isAnimationActive={false}
                  fill={colourValue(colour)}
                  dataKey={({ slot }: Slot) => values[slot] ?? 0}
                  shape={(bar: unknown) => <SlotBar bar={bar} />}
                  onClick={(bar) => onPick?.((bar.payload as Slot).slot, key)}
                />
              ))
            : series.map(({ key, label, colour, values }) => (
                <Line
                  key={key}
                  name={label}
                  type="linear"
                  isAnimationActive={false}
                  stroke={colourValue(colour)}
                  strokeWidth={1.5}
                  dataKey={({ slot }: Slot) => values[slot] ?? null}
                  dot={(point: unknown) => <LonePoint point={point} values={values} colour={colourValue(colour)} />}
                  activeDot={{ r: 3 }}
                />
              ))}
          {previous ? (
            <Line
              name={previous.label}
              type="linear"
              isAnimationActive={false}
              stroke="var(--fg-3)"
              strokeDasharray="2 3"
              strokeWidth={1.5}
              dataKey={({ slot }: Slot) => previous.values[slot] ?? null}
              dot={false}
              activeDot={false}
            />
          ) : null}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

type BarShape = { x: number; y: number; width: number; height: number; fill: string; payload: Slot };

/** What is not over yet is pale. */
function SlotBar({ bar }: { bar: unknown }) {
  const { x, y, width, height, fill, payload } = bar as BarShape;
  return (
    <Rectangle x={x} y={y} width={width} height={height} fill={fill} fillOpacity={payload.isUnfinished ? PALE : 1} />
  );
}

type PointShape = { cx: number | undefined; cy: number | undefined; index: number };

/** A line has no dots, but a number between two gaps would not be seen without one. */
function LonePoint({ point, values, colour }: { point: unknown; values: readonly (number | null)[]; colour: string }) {
  const { cx, cy, index } = point as PointShape;
  const isAlone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
  if (!isAlone || (values[index] ?? null) === null || cx === undefined || cy === undefined) return null;
  return <circle cx={cx} cy={cy} r={2} fill={colour} />;
}
