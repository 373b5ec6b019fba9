"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { reasonKey } from "@/server/kernel/reason-key-schema";

/** Words what a server has against a field of an object; a schema's own words where it has none for the reason. */
export function useObjectFaultText(): (fault: { reason: string; detail: string }) => string {
  const t = useTranslations();
  return useCallback(
    ({ reason, detail }) => {
      const key = reasonKey(reason);
      return key && t.has(key) ? t(key, { detail, label: detail }) : detail;
    },
    [t],
  );
}
