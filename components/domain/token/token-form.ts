"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { MODEL_PATTERN, TOKEN_QUOTA_MAX_UNITS } from "@/server/access/token/schema";

/** The part of a token that its two forms share, worded in the reader's language. */
export function useTokenFields() {
  const t = useTranslations("token.form");
  return useMemo(
    () => ({
      name: z.string().trim().min(1, "required").max(64, t("nameTooLong")),
      expiresAt: z.date().nullable(),
      isUnlimited: z.boolean(),
      modelLimits: z.array(z.string().regex(MODEL_PATTERN, t("badModel"))).max(500, t("tooMany")),
      allowedIps: z.array(z.string()).max(200, t("tooMany")),
      groupName: z.string().nullable(),
    }),
    [t],
  );
}

export function useTokenCreateSchema() {
  const t = useTranslations("token.form");
  const fields = useTokenFields();
  return useMemo(
    () =>
      z
        .object({
          ...fields,
          userId: z.string().nullable(),
          quotaUnits: z.bigint().min(0n, t("badQuota")).max(TOKEN_QUOTA_MAX_UNITS, t("badQuota")).nullable(),
        })
        .refine((values) => values.isUnlimited || values.quotaUnits !== null, {
          path: ["quotaUnits"],
          message: "required",
        }),
    [fields, t],
  );
}

export function useTokenEditSchema() {
  const t = useTranslations("token.form");
  const fields = useTokenFields();
  return useMemo(() => {
    const amount = z.bigint().min(-TOKEN_QUOTA_MAX_UNITS, t("badQuota")).max(TOKEN_QUOTA_MAX_UNITS, t("badQuota"));
    return z.object({ ...fields, quotaAdjustUnits: amount.nullable() });
  }, [fields, t]);
}

export type TokenCreateValues = z.output<ReturnType<typeof useTokenCreateSchema>>;
export type TokenEditValues = z.output<ReturnType<typeof useTokenEditSchema>>;
