"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "@/components/format/time";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { useTimeZone } from "@/components/ui/time-zone";

/** When the next clean-up begins, and whether it archives. */
export function Schedule({ retention }: { retention: RouterOutputs["retention"]["get"] }) {
  const t = useTranslations("retention.schedule");
  const locale = useLocale();
  const timeZone = useTimeZone();
  const { window, nextRunAt, isArchiving } = retention;
  const time = nextRunAt === null ? "" : formatDateTime(nextRunAt.getTime(), { locale, timeZone });
  const isAlways = window.startHour === window.endHour;
  const { startHour, endHour, timeZone: zone } = window;
  return (
    <span className="font-normal text-fg-2 text-sm">
      {nextRunAt === null
        ? t("off")
        : isAlways
          ? t("always", { time })
          : t("on", { time, start: startHour, end: endHour, zone })}{" "}
      {t(isArchiving ? "archiving" : "notArchiving")}{" "}
      <Link href="/settings/retention" className="link">
        {t("settings")}
      </Link>
    </span>
  );
}
