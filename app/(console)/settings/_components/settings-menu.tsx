"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { SETTING_PAGES } from "@/server/configuration/setting/schema";

/** The pages of settings, by subject. */
export function SettingsMenu({ page, isSearching }: { page: string; isSearching: boolean }) {
  const t = useTranslations("setting");
  return (
    <nav aria-label={t("title")} className="-mx-1 flex gap-0.5 overflow-x-auto md:mx-0 md:flex-col">
      {SETTING_PAGES.map((name) => {
        const isCurrent = name === page && !isSearching;
        return (
          <Link
            key={name}
            href={`/settings/${name}`}
            aria-current={isCurrent ? "page" : undefined}
            className={cn(
              "whitespace-nowrap rounded-md px-2.5 py-1.5 text-sm hover:bg-hover",
              isCurrent ? "bg-selected font-semibold text-fg" : "text-fg-2",
            )}
          >
            {t(`pages.${name}.label`)}
          </Link>
        );
      })}
    </nav>
  );
}
