"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";
import { Time } from "@/components/ui/time";

const SHOWN_MAX = 3;

/** Which part of one's balance ends when, the first to end first. Nothing where all of it stays. */
export function EndingCredit() {
  const t = useTranslations("wallet.ending");
  const money = useQuotaText();
  const { data: lots = [] } = useQuery(useTRPC().creditLot.list.queryOptions({}));
  if (lots.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-fg-2 text-sm">
      {lots.slice(0, SHOWN_MAX).map(({ id, unused, endsAt }) => (
        <li key={id} className="flex items-center gap-2">
          <CalendarClock className="size-4 shrink-0 text-fg-3" aria-hidden />
          <span>
            {t.rich("part", { amount: money(unused), when: () => <Time value={endsAt} format="absolute" /> })}
          </span>
        </li>
      ))}
      {lots.length > SHOWN_MAX ? <li className="pl-6">{t("more", { count: lots.length - SHOWN_MAX })}</li> : null}
    </ul>
  );
}
