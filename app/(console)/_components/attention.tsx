"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { formatPercent } from "@/components/format/number";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { cn } from "@/components/ui/cn";
import { useQuotaText } from "@/components/ui/money";
import { ERROR_OUTCOMES } from "@/server/usage/activity/schema";
import type { SiteOverview } from "./site-home";

const REFRESH_MS = 30_000;
const TROUBLED_VERDICTS = "mismatch,unknown_order,failed";

type Item = { key: string; tone: "err" | "warn"; text: string; href: string };

/** What somebody should look at, each with the page where it is mended. */
export function Attention({ overview }: { overview: SiteOverview }) {
  const t = useTranslations("home.site");
  const items = [...useMoneyItems(), ...useItems(overview)];
  if (items.length === 0) return <p className="text-fg-2">{t("allGood")}</p>;
  return (
    <ul className="flex flex-col gap-2.5">
      {items.map((item) => (
        <li key={item.key} className="min-w-0">
          <Entry item={item}>{item.text}</Entry>
        </li>
      ))}
    </ul>
  );
}

function Entry({ item, children }: { item: Item; children: ReactNode }) {
  const [Icon, colour] = item.tone === "err" ? [CircleAlert, "text-err"] : [TriangleAlert, "text-warn"];
  return (
    <Link href={item.href} className="flex min-w-0 items-start gap-2 rounded-sm hover:underline">
      <Icon className={cn("mt-0.5 size-4 shrink-0", colour)} aria-hidden />
      <span className="min-w-0 break-words">{children}</span>
    </Link>
  );
}

function useItems({ channels, counts, lowBalances, failedJobs, recent }: SiteOverview): Item[] {
  const t = useTranslations("home.site");
  const money = useQuotaText();
  const locale = useLocale();
  const seesJobs = useCan("job.readAny");
  const items: Item[] = [];
  if (counts.enabledChannels === 0)
    items.push({ key: "no-channel", tone: "warn", text: t("noChannel"), href: "/channels" });
  if (counts.prices === 0) items.push({ key: "no-price", tone: "warn", text: t("noPrices"), href: "/models" });
  for (const channel of channels) {
    const text = t("channelOff", { name: channel.name, reason: channel.statusReason || "—" });
    items.push({ key: channel.id, tone: "err", text, href: `/channels/${channel.id}` });
  }
  const range = { from: recent.from, to: recent.to, outcome: ERROR_OUTCOMES };
  for (const { id, name, requests, errors } of recent.failingChannels) {
    const text = t("channelFails", { name, share: formatPercent(errors / requests, locale), count: requests });
    items.push({ key: `failing-${id}`, tone: "err", text, href: hrefOfLogs({ ...range, channelId: id }) });
  }
  for (const { model, requests, errors } of recent.failingModels) {
    const text = t("modelFails", { model, share: formatPercent(errors / requests, locale), count: requests });
    items.push({ key: `failing-${model}`, tone: "err", text, href: hrefOfLogs({ ...range, model }) });
  }
  if (failedJobs > 0 && seesJobs) {
    items.push({ key: "jobs", tone: "err", text: t("failedJobs", { count: failedJobs }), href: "/jobs?status=failed" });
  }
  for (const user of lowBalances) {
    const text = t("lowBalance", { name: user.username, balance: money(user.balance, "auto") });
    items.push({ key: user.id, tone: "warn", text, href: `/users/${user.id}` });
  }
  return items;
}

/** What of the money waits for a person: decisions, payments that did not fit, books that do not agree. */
function useMoneyItems(): Item[] {
  const t = useTranslations("home.site");
  const isStaff = useCan("desk.read");
  const options = { enabled: isStaff, refetchInterval: REFRESH_MS };
  const { data } = useQuery(useTRPC().desk.waiting.queryOptions(undefined, options));
  if (!data) return [];
  const { approvals, differences, paymentEvents, transfers } = data;
  const found = [
    { key: "differences", tone: "err", count: differences, href: "/reconciliation" },
    { key: "paymentEvents", tone: "err", count: paymentEvents, href: `/payments?verdict=${TROUBLED_VERDICTS}` },
    { key: "approvals", tone: "warn", count: approvals ?? 0, href: "/approvals" },
    { key: "transfers", tone: "warn", count: transfers, href: "/topups?state=pending&provider=manual" },
  ] as const;
  return found.flatMap(({ key, tone, count, href }) =>
    count > 0 ? [{ key, tone, href, text: t(key, { count }) }] : [],
  );
}
