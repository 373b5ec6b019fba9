"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { ExportItem } from "./export-item";
import { isUnderWay } from "./export-row";

const LIVE_MS = 1_500;

/** One's last exports with how far they are: they go on without this page, and are found again after a reload. */
export function ExportList({ isLive }: { isLive: boolean }) {
  const t = useTranslations("export");
  const query = useQuery({
    ...useTRPC().export.list.queryOptions(),
    enabled: isLive,
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LIVE_MS : false),
  });
  return (
    <section aria-label={t("yours")} className="flex flex-col gap-1">
      <h3 className="font-semibold text-sm">{t("yours")}</h3>
      <QueryState query={query}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="py-2 text-fg-2">{t("noneYet")}</p>
          ) : (
            <ul className="divide-y divide-border">
              {rows.map((row) => (
                <li key={row.id} className="py-2.5">
                  <ExportItem row={row} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  );
}
