"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { GROUP_NAME_PATTERN, GROUP_RATIO_PATTERN } from "@/server/access/group/schema";

/** The group form's schema, worded in the reader's language. */
export function useGroupSchema() {
  const t = useTranslations("group.form");
  return useMemo(
    () =>
      z.object({
        name: z.string().trim().min(1, "required").max(64, t("tooLong")).regex(GROUP_NAME_PATTERN, t("badName")),
        displayName: z.string().trim().min(1, "required").max(64, t("tooLong")),
        description: z.string().trim().max(500, t("tooLong")),
        ratio: z.string().trim().regex(GROUP_RATIO_PATTERN, t("badRatio")),
        accountRatios: z
          .record(z.string(), z.string().trim())
          .refine((ratios) => Object.values(ratios).every((ratio) => GROUP_RATIO_PATTERN.test(ratio)), t("badRatio")),
        isSelectable: z.boolean(),
        addedGroups: z.array(z.string()),
        removedGroups: z.array(z.string()),
      }),
    [t],
  );
}

export type GroupValues = z.output<ReturnType<typeof useGroupSchema>>;
