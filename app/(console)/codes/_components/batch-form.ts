"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import {
  BATCH_KINDS,
  CODE_QUOTA_MAX_UNITS,
  CODES_A_BATCH_MAX,
  CREDIT_DAYS_MAX,
  type CreateBatchInput,
  GIFT_USES_MAX,
  CreateBatchInput as Input,
} from "@/server/money/redemption/schema";

/** What the form asks for, worded in the reader's language; which fields count depends on the answers. */
export function useBatchForm() {
  const t = useTranslations("redemption.form");
  return useMemo(() => {
    const whole = (max: number, fault: string) => z.number({ error: fault }).int(fault).min(1, fault).max(max, fault);
    const customCode = Input.shape.customCode.unwrap().unwrap();
    return z
      .object({
        name: z.string().trim().min(1, "required").max(64),
        kind: z.enum(BATCH_KINDS),
        source: z.enum(["random", "custom"]),
        customCode: z.string().trim(),
        codeCount: whole(CODES_A_BATCH_MAX, t("badCount", { max: CODES_A_BATCH_MAX })),
        prefix: z
          .string()
          .trim()
          .max(12, t("badPrefix"))
          .regex(/^[0-9A-Za-z]*$/, t("badPrefix")),
        quota: z.bigint({ error: "required" }).min(1n, t("badQuota")).max(CODE_QUOTA_MAX_UNITS, t("badQuota")),
        usesMax: whole(GIFT_USES_MAX, t("badUses", { max: GIFT_USES_MAX })),
        validFrom: z.date().nullable(),
        validUntil: z.date().nullable(),
        creditDays: whole(CREDIT_DAYS_MAX, t("badDays", { max: CREDIT_DAYS_MAX })).nullable(),
        notes: z.string().trim().max(2_000),
      })
      .refine(({ source, customCode: text }) => source === "random" || customCode.safeParse(text).success, {
        path: ["customCode"],
        message: t("badCustom"),
      });
  }, [t]);
}

export type BatchFormValues = z.output<ReturnType<typeof useBatchForm>>;

export const EMPTY_BATCH = {
  name: "",
  kind: "single",
  source: "random",
  customCode: "",
  codeCount: 100,
  prefix: "",
  usesMax: 100,
  validFrom: null,
  validUntil: null,
  creditDays: null,
  notes: "",
} as const;

type Counts = Pick<BatchFormValues, "kind" | "source" | "codeCount" | "usesMax">;

/** How many codes there will be and how often each can be used: a hidden field counts as one. */
export function countsOf({ kind, source, codeCount, usesMax }: Counts): { codeCount: number; usesMax: number } {
  return { codeCount: source === "custom" ? 1 : codeCount, usesMax: kind === "single" ? 1 : usesMax };
}

/** What is sent of what was typed. */
export function toBatchInput(values: BatchFormValues, idempotencyKey: string): CreateBatchInput {
  const { source, customCode, ...fields } = values;
  const isCustom = source === "custom";
  return {
    ...fields,
    ...countsOf(values),
    prefix: isCustom ? "" : fields.prefix,
    customCode: isCustom ? customCode : null,
    idempotencyKey,
  };
}
