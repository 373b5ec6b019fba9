"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { reasonKey } from "@/components/feedback/reason-key";

const REASON = /^[a-z]\w*\.\w+$/i;

/**
 * Words what a report or a test kept as text: a machine reason of ours in the reader's language, somebody else's words as
 * they are.
 */
export function useOutcomeText(): (text: string) => string {
  const t = useTranslations();
  return useCallback(
    (text) => {
      const key = REASON.test(text) ? reasonKey(text) : null;
      return key && t.has(key) ? t(key, { host: "…", kind: "" }) : text;
    },
    [t],
  );
}
