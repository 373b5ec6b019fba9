"use client";

import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterInputs, RouterOutputs } from "@/components/trpc/router-types";
import { cn } from "@/components/ui/cn";
import { CompactNumber } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { Quota } from "@/components/ui/quota";

type Changes = Pick<RouterInputs["price"]["effect"], "prices" | "ratios">;
type Effect = RouterOutputs["price"]["effect"];
type Row = Effect["rows"][number];

const DAYS = 7;
const TYPING_DELAY_MS = 300;
const ROWS_MAX = 8;

/** What the last week would have cost by prices or ratios that are not saved yet; null while they are incomplete. */
export function PriceEffect({ changes }: { changes: Changes | null }) {
  const t = useTranslations("price.effect");
  const text = useDebounced(changes === null ? "" : JSON.stringify(changes), TYPING_DELAY_MS);
  const settled: Changes | null = text === "" ? null : JSON.parse(text);
  const query = useQuery({
    ...useTRPC().price.effect.queryOptions(settled ? { ...settled, days: DAYS } : skipToken),
    placeholderData: keepPreviousData,
  });
  if (!settled || !query.data) return null;
  return (
    <Panel title={t("title", { days: DAYS })} description={t("description")}>
      {query.data.rows.length === 0 ? <p className="text-fg-2">{t("none")}</p> : <EffectTable effect={query.data} />}
    </Panel>
  );
}

/** The same as a table, for those who have the effect already. */
export function EffectTable({ effect }: { effect: Pick<Effect, "rows" | "unitsBefore" | "unitsAfter"> }) {
  const t = useTranslations("price.effect");
  const shown = effect.rows.slice(0, ROWS_MAX);
  const hiddenCount = effect.rows.length - shown.length;
  const requestCount = effect.rows.reduce((sum, row) => sum + row.requestCount, 0);
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-border border-b text-left text-fg-2 text-xs">
            <th className="py-1.5 pr-3 font-normal">{t("model")}</th>
            <th className="py-1.5 pr-3 font-normal">{t("group")}</th>
            {(["requests", "before", "after", "difference"] as const).map((name) => (
              <th key={name} className="py-1.5 pr-3 text-right font-normal last:pr-0">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={`${row.model} ${row.group}`} className="border-border border-b">
              <td className="py-1.5 pr-3 font-mono text-xs">
                <span className="block min-w-28 break-all">{row.model}</span>
              </td>
              <td className="py-1.5 pr-3">{row.group}</td>
              <Figures row={row} />
            </tr>
          ))}
          {hiddenCount > 0 ? (
            <tr className="border-border border-b text-fg-2">
              <td colSpan={6} className="py-1.5">
                {t("more", { count: hiddenCount })}
              </td>
            </tr>
          ) : null}
          <tr className="font-semibold">
            <td colSpan={2} className="py-1.5 pr-3">
              {t("total")}
            </td>
            <Figures row={{ ...effect, requestCount }} />
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function Figures({ row }: { row: Pick<Row, "requestCount" | "unitsBefore" | "unitsAfter"> }) {
  const difference = row.unitsAfter - row.unitsBefore;
  return (
    <>
      <td className="py-1.5 pr-3 text-right tabular-nums">
        <CompactNumber value={row.requestCount} />
      </td>
      <td className="py-1.5 pr-3 text-right text-fg-2">
        <Quota units={row.unitsBefore} precision="cents" />
      </td>
      <td className="py-1.5 pr-3 text-right">
        <Quota units={row.unitsAfter} precision="cents" />
      </td>
      <td className={cn("py-1.5 text-right", difference === 0n && "text-fg-3")}>
        <Quota units={difference} precision="cents" isSigned />
      </td>
    </>
  );
}
