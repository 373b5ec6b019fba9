"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatBytes, formatNumber } from "@/components/format/number";
import { formatDate } from "@/components/format/time";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { useTimeZone } from "@/components/ui/time-zone";

export type Preview = RouterOutputs["retention"]["preview"];

/** Rows and bytes of all classes together, and the oldest row among them. */
export function totalsOf({ classes }: Preview) {
  const goes = classes.filter(({ rows }) => rows > 0);
  const oldest = goes.flatMap((one) => (one.oldest === null ? [] : [one.oldest.getTime()]));
  return {
    rows: goes.reduce((sum, { rows }) => sum + rows, 0),
    bytes: goes.reduce((sum, { bytes }) => sum + bytes, 0),
    isAtLeast: classes.some(({ isAtLeast }) => isAtLeast),
    oldest: oldest.length === 0 ? null : Math.min(...oldest),
  };
}

/** One line that says what a clean-up would free. */
export function PreviewSummary({ preview }: { preview: Preview }) {
  const t = useTranslations("retention.preview");
  const locale = useLocale();
  const timeZone = useTimeZone();
  const { rows, bytes, isAtLeast, oldest } = totalsOf(preview);
  if (rows === 0 || oldest === null) return <Alert tone="ok">{t("nothing")}</Alert>;
  const values = {
    size: formatBytes(Math.round(bytes)),
    rows: formatNumber(rows, locale),
    oldest: formatDate(oldest, { locale, timeZone }),
  };
  return <Alert tone="info">{t(isAtLeast ? "sumAtLeast" : "sum", values)}</Alert>;
}
