"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCallback } from "react";
import { formatBytes, formatNumber } from "@/components/format/number";
import { reasonKey } from "@/server/kernel/reason-key-schema";

/** A reason, with what it names behind a question mark, written as an address does. */
const REASON = /^([a-z]\w*\.\w+)(?:\?(\S*))?$/i;

/**
 * Words what a report or a test kept as text: a machine reason of ours in the reader's language, somebody else's words as
 * they are.
 */
export function useOutcomeText(): (text: string) => string {
  const t = useTranslations();
  const locale = useLocale();
  return useCallback(
    (text) => {
      const [, reason, named] = REASON.exec(text) ?? [];
      const key = reason === undefined ? null : reasonKey(reason);
      if (!key || !t.has(key)) return text;
      const meta = Object.fromEntries([...new URLSearchParams(named)].map(([name, value]) => [name, plain(value)]));
      const rows = formatNumber(Number(meta.rows ?? 0), locale);
      return t(key, { host: "…", kind: "", ...meta, rows, size: formatBytes(Number(meta.bytes ?? 0)) });
    },
    [t, locale],
  );
}

/** Sentences count with some of them. */
function plain(value: string): string | number {
  return /^\d{1,15}$/.test(value) ? Number(value) : value;
}
