"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MailTest } from "@/components/domain/mail/mail-test";
import { EmptyState } from "@/components/ui/empty-state";
import { type SettingItem, SettingRow } from "./setting-row";
import type { SettingsDraft } from "./use-settings-draft";

/** The settings of a page under their headings; what was searched for stands under the names of the pages. */
export function SettingsSections(props: {
  page: string;
  search: string;
  shown: readonly SettingItem[];
  draft: SettingsDraft;
  currentValue: (setting: SettingItem) => unknown;
  isDisabled: boolean;
  onChange: (key: string, value: unknown) => void;
  onHistory: (key: string) => void;
}) {
  const { page, search, shown, draft, currentValue, isDisabled, onChange, onHistory } = props;
  const t = useTranslations("setting");
  const isOnePage = shown.every((setting) => setting.page === page);
  const headings = new Map<string, SettingItem[]>();
  for (const setting of shown) {
    const heading = isOnePage ? (setting.section ?? "") : setting.page;
    headings.set(heading, [...(headings.get(heading) ?? []), setting]);
  }
  if (shown.length === 0) {
    return <EmptyState kind="no-match" title={search ? t("noMatch", { query: search }) : t("noneChanged")} />;
  }
  return (
    <>
      {[...headings].map(([heading, settings]) => (
        <section key={heading} className="mt-6 first:mt-2" aria-labelledby={`heading-${heading}`}>
          <Heading id={`heading-${heading}`}>
            {isOnePage && heading ? t(`sections.${heading}`) : null}
            {isOnePage ? null : (
              <Link href={`/settings/${heading}`} className="link">
                {t(`pages.${heading}.label`)}
              </Link>
            )}
          </Heading>
          {settings.map((setting) => (
            <SettingRow
              key={setting.key}
              setting={setting}
              value={currentValue(setting)}
              isEdited={draft.has(setting.key)}
              isDisabled={isDisabled}
              onChange={(value) => onChange(setting.key, value)}
              onHistory={() => onHistory(setting.key)}
            />
          ))}
          {isOnePage && heading === "server" ? (
            <div className="mt-6">
              <MailTest />
            </div>
          ) : null}
        </section>
      ))}
    </>
  );
}

function Heading({ id, children }: { id: string; children: ReactNode }) {
  return (
    <h2 id={id} className="border-border border-b pb-2 font-semibold text-base empty:hidden">
      {children}
    </h2>
  );
}
