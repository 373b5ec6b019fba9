"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useCan } from "@/components/layout/viewer";
import { useQuotaText } from "@/components/ui/money";
import { StatusBadge, type Tone } from "@/components/ui/status-badge";
import type { SiteOverview } from "./site-home";

type Item = { key: string; tone: Tone; text: string; href: string };

/** What somebody should look at, each with the page where it is mended. */
export function Attention({ overview }: { overview: SiteOverview }) {
  const t = useTranslations("home.site");
  const items = useItems(overview);
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
  return (
    <Link href={item.href} className="flex min-w-0 items-start gap-2 rounded-sm hover:underline">
      <StatusBadge status="" tone={item.tone} className="mt-px shrink-0">
        {item.tone === "err" ? "!" : "·"}
      </StatusBadge>
      <span className="min-w-0 break-words">{children}</span>
    </Link>
  );
}

function useItems({ channels, counts, lowBalances, failedJobs }: SiteOverview): Item[] {
  const t = useTranslations("home.site");
  const money = useQuotaText();
  const seesJobs = useCan("job.readAny");
  const items: Item[] = [];
  if (counts.enabledChannels === 0)
    items.push({ key: "no-channel", tone: "warn", text: t("noChannel"), href: "/channels" });
  if (counts.prices === 0) items.push({ key: "no-price", tone: "warn", text: t("noPrices"), href: "/models" });
  for (const channel of channels) {
    const text = t("channelOff", { name: channel.name, reason: channel.statusReason || "—" });
    items.push({ key: channel.id, tone: "err", text, href: `/channels/${channel.id}` });
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
