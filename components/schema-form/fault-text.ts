"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { Fault } from "@/server/configuration/template/json-schema/json-schema";

/** Says what does not fit, in the reader's language. */
export function useFaultText(): (fault: Pick<Fault, "code" | "params">) => string {
  const t = useTranslations("template");
  return useCallback(
    ({ code, params }) => {
      const key = `faults.${code}`;
      return t.has(key) ? t(key, params) : t("faults.other", { code });
    },
    [t],
  );
}
