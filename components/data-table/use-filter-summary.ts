"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "../format/time";
import { useTimeZone } from "../ui/time-zone";
import type { FilterDefinition, RawFilterValue } from "./filter";

const NAMES_MAX = 2;

/** A set filter in a few words: "Enabled, Disabled", "last 24 h", "≥ 500". */
export function useFilterSummary(filter: FilterDefinition, value: RawFilterValue): string {
  const t = useTranslations("table");
  const locale = useLocale();
  const timeZone = useTimeZone();
  if (value === null) return "";
  if (typeof value === "boolean") {
    const words = filter.kind === "boolean" ? { yes: filter.yes, no: filter.no } : {};
    return value ? (words.yes ?? t("yes")) : (words.no ?? t("no"));
  }
  const nameOf = (item: string) =>
    ("options" in filter ? filter.options.find((option) => option.value === item)?.label : undefined) ?? item;
  if (Array.isArray(value)) {
    return value.length > NAMES_MAX ? t("chosenCount", { count: value.length }) : value.map(nameOf).join(", ");
  }
  if (typeof value === "string") return nameOf(value);
  if ("preset" in value) return t(`presets.${value.preset}`);
  const unit = filter.kind === "numberRange" && filter.unit ? ` ${filter.unit}` : "";
  const [low, high] =
    "min" in value
      ? [value.min, value.max].map((end) => (end === null ? null : `${asRead(filter, end)}${unit}`))
      : [value.from, value.to].map((end) => (end === null ? null : formatDateTime(end, { locale, timeZone })));
  if (low && high) return `${low} – ${high}`;
  return low ? `≥ ${low}` : `≤ ${high ?? ""}`;
}

/** A number of a filter as people read it. */
export function asRead(filter: FilterDefinition, value: number): number {
  const factor = filter.kind === "numberRange" ? (filter.factor ?? 1) : 1;
  return Number((value / factor).toPrecision(15));
}
