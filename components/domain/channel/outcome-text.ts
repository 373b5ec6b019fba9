"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import { reasonKey } from "@/components/feedback/reason-key";
import { formatBytes, formatNumber } from "@/components/format/number";

/** A reason, with its numbers behind a question mark where it has some. */
const REASON = /^([a-z]\w*\.\w+)(?:\?(rows=\d+&bytes=\d+))?$/i;

/**
 * Words what a report or a test kept as text: a machine reason of ours in the reader's language, somebody else's words as
 * they are.
 */
export function useOutcomeText(): (text: string) => string {
  const t = useTranslations();
  const locale = useLocale();
  return useCallback(
    (text) => {
      const [, reason, numbers] = REASON.exec(text) ?? [];
      const key = reason === undefined ? null : reasonKey(reason);
      if (!key || !t.has(key)) return text;
      const freed = new URLSearchParams(numbers);
      const rows = formatNumber(Number(freed.get("rows")), locale);
      return t(key, { host: "…", kind: "", rows, size: formatBytes(Number(freed.get("bytes"))) });
    },
    [t, locale],
  );
}
