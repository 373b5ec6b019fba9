"use client";

import { useTranslations } from "next-intl";
import type { TableEmpty } from "@/components/data-table/table-empty";
import type { TableState } from "@/components/data-table/use-table-state";
import { curlOfLog } from "@/components/domain/log/curl-of-log";
import { useOrigin } from "@/components/hooks/use-origin";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";

/** Nothing in the range: look further back, or make a first request. Nothing that matches: clear (the table's own) or widen. */
export function useLogsEmpty(state: TableState): TableEmpty {
  const t = useTranslations("log.empty");
  const origin = useOrigin();
  const { range } = state.raw;
  const preset = range && typeof range === "object" && "preset" in range ? range.preset : null;
  const isMonth = preset === "30d";
  const wider = preset === "7d" ? "30d" : "7d";
  const widen = isMonth ? null : (
    <Button onClick={() => state.setFilter("range", { preset: wider })}>{t(`widen.${wider}`)}</Button>
  );
  return {
    title: t(isMonth ? "title" : "inRange"),
    description: (
      <span className="flex flex-col gap-4">
        {t("hint")}
        <CodeBlock
          className="max-w-[min(36rem,calc(100vw-3rem))] text-left"
          code={curlOfLog({ endpoint: "chat", model: "gpt-4o-mini", isStream: false }, origin)}
        />
      </span>
    ),
    action: widen,
    noMatch: widen,
  };
}
