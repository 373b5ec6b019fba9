"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { reasonKey } from "@/server/kernel/reason-key-schema";
import { readAppError } from "./app-error";

/** Words a failure in the reader's language: by its reason, else by its code. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations();
  return useCallback(
    (error) => {
      const { code, reason, meta } = readAppError(error);
      const key = reason ? reasonKey(reason) : null;
      const values = Object.fromEntries(
        Object.entries(meta).map(([name, value]) => [name, typeof value === "number" ? value : String(value ?? "")]),
      );
      if (key && t.has(key)) return t(key, values);
      const byCode = `errors.${code}`;
      return t.has(byCode) ? t(byCode, values) : t("errors.INTERNAL");
    },
    [t],
  );
}
