"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { QueryState } from "@/components/feedback/query-state";
import { useUnsavedGuard } from "@/components/form/use-unsaved-guard";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { SearchInput } from "@/components/ui/search-input";
import type { SETTING_PAGES } from "@/server/configuration/setting/schema";
import { type SettingItem, SettingRow } from "./setting-row";
import { useSettingText } from "./setting-text";
import { SettingsMenu } from "./settings-menu";
import { useSaveSettings } from "./use-save-settings";
import { useSettingsDraft } from "./use-settings-draft";

type Page = (typeof SETTING_PAGES)[number];

export function SettingsEditor({ page }: { page: Page }) {
  const t = useTranslations("setting");
  const query = useQuery(useTRPC().setting.list.queryOptions({}));
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody>
        <QueryState query={query}>{(settings) => <Editor page={page} settings={settings} />}</QueryState>
      </PageBody>
    </>
  );
}

function Editor({ page, settings }: { page: Page; settings: readonly SettingItem[] }) {
  const t = useTranslations("setting");
  const mayEdit = useCan("setting.update");
  const [search, setSearch] = useState("");
  const { draft, change, changes, discard } = useSettingsDraft(settings);
  useUnsavedGuard(changes.length > 0);
  const { save, isPending } = useSaveSettings(discard);
  const shown = useShownSettings(settings, { page, search });
  return (
    <div className="grid gap-x-10 gap-y-4 md:grid-cols-[12rem_minmax(0,48rem)]">
      <SettingsMenu page={page} isSearching={search !== ""} />
      <div className="min-w-0">
        <div className="mb-2">
          <SearchInput value={search} label={t("search")} onChange={(event) => setSearch(event.target.value)} />
        </div>
        {mayEdit ? null : <Alert>{t("readOnly")}</Alert>}
        {shown.length === 0 ? <EmptyState kind="no-match" title={t("noMatch", { query: search })} /> : null}
        {shown.map((setting) => (
          <SettingRow
            key={setting.key}
            setting={setting}
            value={draft.has(setting.key) ? draft.get(setting.key) : setting.value}
            isEdited={draft.has(setting.key)}
            isDisabled={!mayEdit || isPending}
            onChange={(value) => change(setting.key, value)}
          />
        ))}
        {changes.length > 0 ? (
          <div className="sticky bottom-0 flex items-center justify-end gap-2 border-border border-t bg-bg py-3">
            <Button onClick={discard} disabled={isPending}>
              {t("discard")}
            </Button>
            <Button variant="primary" disabled={isPending} onClick={() => void save(changes)}>
              {t("save", { count: changes.length })}
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** The settings of a page; while searching, those of all pages that have the words in label, hint or key. */
function useShownSettings(settings: readonly SettingItem[], { page, search }: { page: Page; search: string }) {
  const textOf = useSettingText();
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return settings.filter((setting) => setting.page === page);
  return settings.filter((setting) => {
    const { label, hint } = textOf(setting.key);
    const text = `${setting.key} ${label} ${hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
