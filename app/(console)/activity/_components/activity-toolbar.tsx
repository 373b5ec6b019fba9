"use client";

import { RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ToolbarFilter } from "@/components/data-table/filter-control";
import { ToolbarFilters } from "@/components/data-table/toolbar-filters";
import { DayInput } from "@/components/form/day-input";
import { useCan } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { ACTIVITY_BY, type ActivityBy } from "@/server/usage/activity/schema";
import { ACTIVITY_RANGES } from "./range";
import type { ActivityState } from "./use-activity-state";

const SITE_ONLY: readonly ActivityBy[] = ["channel", "user"];

/** Which stretch of time, split by what, narrowed to what. */
export function ActivityToolbar({ state, isFetching }: { state: ActivityState; isFetching: boolean }) {
  const t = useTranslations("activity");
  const seesSite = useCan("activity.readSite");
  const choices = ACTIVITY_BY.filter((by) => seesSite || !SITE_ONLY.includes(by));
  return (
    <div
      role="toolbar"
      aria-label={t("title")}
      className="flex shrink-0 flex-wrap items-center gap-2 px-4 pb-2 xl:px-6"
    >
      <Select
        size="sm"
        className="w-28"
        value={state.range}
        onValueChange={state.setRange}
        options={ACTIVITY_RANGES.map((value) => ({ value, label: t(`ranges.${value}`) }))}
        aria-label={t("range")}
      />
      {state.range === "custom" ? (
        <span className="flex items-center gap-1">
          <DayInput
            className="h-7 w-34 text-xs"
            label={t("first")}
            value={state.days.first}
            onChange={(first) => state.setDays({ first })}
          />
          <span aria-hidden className="text-fg-3">
            –
          </span>
          <DayInput
            className="h-7 w-34 text-xs"
            label={t("last")}
            value={state.days.last}
            onChange={(last) => state.setDays({ last })}
          />
        </span>
      ) : null}
      <span className="flex items-center gap-1.5">
        <Label htmlFor="activity-by" className="font-normal text-fg-2 text-xs">
          {t("by")}
        </Label>
        <Select
          id="activity-by"
          size="sm"
          className="w-28"
          value={state.by}
          onValueChange={(by) => state.set({ by })}
          options={choices.map((value) => ({ value, label: t(`bys.${value}`) }))}
        />
      </span>
      <ToolbarFilters state={state.table} filters={Object.entries(state.table.filters) as [string, ToolbarFilter][]} />
      <span className="ml-auto flex items-center gap-2">
        <Label htmlFor="activity-compare" className="font-normal text-fg-2 text-xs">
          {t("compare")}
        </Label>
        <Switch id="activity-compare" checked={state.compare} onCheckedChange={(compare) => state.set({ compare })} />
        <Button variant="ghost" size="icon-sm" aria-label={t("refresh")} title={t("refresh")} onClick={state.refresh}>
          <RefreshCw className={cn(isFetching && "motion-safe:animate-spin")} aria-hidden />
        </Button>
      </span>
    </div>
  );
}
