"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { SETTING_PAGES } from "@/server/configuration/setting/schema";
import { isChanged, type SettingItem } from "./setting-row";

/** The pages of settings, by subject, with how much on each differs from its default. Pages nothing is on are left out. */
export function SettingsMenu(props: { page: string; isSearching: boolean; settings: readonly SettingItem[] }) {
  const { page, isSearching, settings } = props;
  const t = useTranslations("setting");
  const nav = useRef<HTMLElement>(null);
  // On phones the pages stand in a line that is wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: where the current page stands changes with the page
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current && current) nav.current.scrollLeft = current.offsetLeft - 16;
  }, [page]);
  return (
    <nav
      ref={nav}
      aria-label={t("title")}
      className="relative -mx-1 flex gap-0.5 overflow-x-auto md:sticky md:top-4 md:mx-0 md:flex-col md:self-start"
    >
      {SETTING_PAGES.map((name) => {
        const own = settings.filter((setting) => setting.page === name);
        if (own.length === 0) return null;
        const isCurrent = name === page && !isSearching;
        const count = own.filter((setting) => isChanged(setting, setting.value)).length;
        return (
          <Link
            key={name}
            href={`/settings/${name}`}
            aria-current={isCurrent ? "page" : undefined}
            className={cn(
              "flex items-baseline gap-2 whitespace-nowrap rounded-md px-2.5 py-1.5 text-sm hover:bg-hover",
              isCurrent ? "bg-selected font-semibold text-fg" : "text-fg-2",
            )}
          >
            <span className="flex-1">{t(`pages.${name}.label`)}</span>
            {count > 0 ? (
              <span className="font-normal text-fg-3 text-xs tabular-nums" title={t("changedCount", { count })}>
                <span aria-hidden>{count}</span>
                <span className="sr-only">{t("changedCount", { count })}</span>
              </span>
            ) : null}
          </Link>
        );
      })}
    </nav>
  );
}
