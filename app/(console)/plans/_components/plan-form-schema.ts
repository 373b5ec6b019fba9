"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { PLAN_CURRENCIES, PLAN_PERIODS, type PlanTerms, SHORT_WINDOWS } from "@/server/money/plan/schema";
import type { PlanRow } from "./plan-row";

const MONTHLY_LINE = /^(.{1,64}?)\s*[:：]\s*(\d{1,9})$/;
const LINES_MAX = 20;
const LINE_LENGTH_MAX = 120;

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** The plan form's schema, worded in the reader's language. Lists are written one a line. */
export function usePlanSchema() {
  const t = useTranslations("plan.form");
  return useMemo(() => {
    const allowance = z.bigint().min(1n, t("aboveZero")).nullable();
    return z.object({
      name: z.string().trim().min(1, "required").max(64, t("tooLong")),
      description: z.string().trim().max(500, t("tooLong")),
      position: z.number().int().min(0).max(10_000),
      isActive: z.boolean(),
      priceMinor: z.bigint({ error: t("badPrice") }).min(0n),
      currency: z.enum(PLAN_CURRENCIES),
      period: z.enum(PLAN_PERIODS),
      periodQuota: allowance,
      week: allowance,
      day: allowance,
      hours5: allowance,
      groupNames: z.array(z.string()),
      texts: z
        .string()
        .refine((text) => linesOf(text).length <= LINES_MAX, t("tooMany"))
        .refine((text) => linesOf(text).every((line) => line.length <= LINE_LENGTH_MAX), t("tooLong")),
      monthly: z
        .string()
        .refine((text) => linesOf(text).length <= LINES_MAX, t("tooMany"))
        .refine((text) => linesOf(text).every((line) => MONTHLY_LINE.test(line)), t("badMonthly")),
    });
  }, [t]);
}

export type PlanValues = z.output<ReturnType<typeof usePlanSchema>>;

export const NEW_PLAN: PlanValues = {
  name: "",
  description: "",
  position: 0,
  isActive: true,
  priceMinor: 0n,
  currency: "USD",
  period: "month",
  periodQuota: null,
  week: null,
  day: null,
  hours5: null,
  groupNames: [],
  texts: "",
  monthly: "",
};

/** What the form fixes in a version. */
export function toTerms(values: PlanValues): PlanTerms {
  const { priceMinor, currency, period, periodQuota, groupNames } = values;
  const windows = SHORT_WINDOWS.flatMap((kind) => {
    const quota = values[kind];
    return quota === null ? [] : [{ kind, quota }];
  });
  const monthly = linesOf(values.monthly).map((line) => {
    const [, name = "", value = "0"] = MONTHLY_LINE.exec(line) ?? [];
    return { name, value: Number(value) };
  });
  const features = { texts: linesOf(values.texts), monthly };
  return { priceMinor, currency, period, features, limits: { periodQuota, windows }, groupNames };
}

export function valuesOf(plan: PlanRow): PlanValues {
  const { name, description, position, isActive, current } = plan;
  if (!current) return { ...NEW_PLAN, name, description, position, isActive };
  const { priceMinor, currency, period, limits, features, groupNames } = current.terms;
  const quotaOf = (kind: (typeof SHORT_WINDOWS)[number]) =>
    limits.windows.find((window) => window.kind === kind)?.quota ?? null;
  return {
    name,
    description,
    position,
    isActive,
    priceMinor,
    currency,
    period,
    periodQuota: limits.periodQuota,
    week: quotaOf("week"),
    day: quotaOf("day"),
    hours5: quotaOf("hours5"),
    groupNames,
    texts: features.texts.join("\n"),
    monthly: features.monthly.map((limit) => `${limit.name}: ${limit.value}`).join("\n"),
  };
}
