"use client";

import { useTranslations } from "next-intl";
import { Progress } from "@/components/ui/progress";
import { Quota } from "@/components/ui/quota";
import { Time } from "@/components/ui/time";
import type { SubscriptionDetail } from "./subscription-row";

type Window = SubscriptionDetail["windows"][number];

const PERCENT = 100n;

/** What of each allowance is spent, and when it is whole again. `actionOf` puts a button beside one. */
export function AllowanceBars(props: { windows: readonly Window[]; actionOf?: (window: Window) => React.ReactNode }) {
  const { windows, actionOf } = props;
  const t = useTranslations("subscription.windows");
  if (windows.length === 0) return <p className="text-fg-2">{t("none")}</p>;
  return (
    <ul className="flex max-w-xl flex-col gap-3">
      {windows.map((window) => (
        <li key={window.id} className="flex flex-col gap-1">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span>{t(`kinds.${window.kind}`)}</span>
            <span className="tabular-nums">
              {t.rich("spent", {
                used: () => <Quota units={window.usedQuota} className="font-semibold" />,
                limit: () => <Quota units={window.limitQuota} />,
              })}
            </span>
          </div>
          <Progress
            label={t(`kinds.${window.kind}`)}
            value={percentOf(window)}
            tone={window.usedQuota >= window.limitQuota ? "err" : "accent"}
          />
          <div className="flex min-h-5 flex-wrap items-center justify-between gap-x-3 text-fg-2 text-xs">
            <span>{t.rich("resets", { when: () => <Time value={window.endsAt} /> })}</span>
            {actionOf?.(window)}
          </div>
        </li>
      ))}
    </ul>
  );
}

function percentOf({ usedQuota, limitQuota }: Window): number {
  return Number((usedQuota * PERCENT) / limitQuota);
}
