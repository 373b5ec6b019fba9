"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PRESET_MS } from "@/components/data-table/filter";
import type { TableState } from "@/components/data-table/use-table-state";
import { LogHistogram } from "@/components/domain/log/log-histogram";
import { useIsPhone } from "@/components/hooks/use-media-query";
import { useNow } from "@/components/hooks/use-now";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import type { LogFilter } from "@/server/usage/log/schema";

const WIDEST_MS = 366 * 86_400_000;
const BARS = { phone: 40, desk: 96 } as const;

/** The filter over its range. While the list is live it ends at the present, which moves every fifteen seconds. */
export function LogsHistogram(props: { state: TableState; filter: LogFilter; isLive: boolean }) {
  const { state, filter, isLive } = props;
  const t = useTranslations("log.histogram");
  const trpc = useTRPC();
  const tick = useNow();
  const isPhone = useIsPhone();
  const from = filter.from?.getTime();
  const to = filter.to?.getTime() ?? (isLive ? Math.max(tick, state.now) : state.now);
  const isReadable = from !== undefined && from < to;
  const input = { ...filter, from: new Date(from ?? 0), to: new Date(to), buckets: isPhone ? BARS.phone : BARS.desk };
  const query = useQuery(
    trpc.log.histogram.queryOptions(input, {
      enabled: isReadable,
      placeholderData: keepPreviousData,
      staleTime: 30_000,
    }),
  );
  if (!isReadable) return <p className="px-(--gutter) pb-2 text-fg-3 text-xs">{t("noStart")}</p>;
  if (query.isError && !query.data) {
    return (
      <p className="flex items-center gap-2 px-(--gutter) pb-2 text-err text-xs">
        {t("failed")}
        <Button size="sm" onClick={() => void query.refetch()}>
          {t("retry")}
        </Button>
      </p>
    );
  }
  const zoomTo = (range: { from: number; to: number }) => state.setFilter("range", range);
  const lengthMs = to - from;
  const widen = () => {
    const middle = from + lengthMs / 2;
    const end = Math.min(middle + lengthMs, Date.now());
    zoomTo({ from: Math.max(end - lengthMs * 2, 0), to: end });
  };
  const isWidest = lengthMs >= WIDEST_MS || isPreset(state.raw.range, "30d");
  return (
    <LogHistogram
      data={query.data}
      isFetching={query.isPlaceholderData}
      range={{ from, to }}
      onZoom={zoomTo}
      onZoomOut={isWidest ? null : () => zoomOut(state, { lengthMs, widen })}
    />
  );
}

/** A preset goes to the next wider preset, so that it stays relative; other ranges become twice as long. */
function zoomOut(state: TableState, { lengthMs, widen }: { lengthMs: number; widen: () => void }): void {
  const { range } = state.raw;
  const presets = Object.entries(PRESET_MS) as [keyof typeof PRESET_MS, number][];
  const wider = presets.find(([, ms]) => ms > lengthMs);
  if (range && typeof range === "object" && "preset" in range && wider) state.setFilter("range", { preset: wider[0] });
  else widen();
}

function isPreset(range: TableState["raw"][string] | undefined, preset: string): boolean {
  return Boolean(range && typeof range === "object" && "preset" in range && range.preset === preset);
}
