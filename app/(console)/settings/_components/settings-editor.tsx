"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useState } from "react";
import { useSettingText } from "@/components/domain/setting/setting-text";
import { QueryState } from "@/components/feedback/query-state";
import { MergeDialog } from "@/components/form/merge-dialog";
import { useUnsavedGuard } from "@/components/form/use-unsaved-guard";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import type { SETTING_PAGES } from "@/server/configuration/setting/schema";
import { findSettingFaults } from "./setting-faults";
import { SettingHistory } from "./setting-history";
import type { SettingItem } from "./setting-row";
import { SettingsBar } from "./settings-bar";
import { SettingsJson } from "./settings-json";
import { SettingsMenu } from "./settings-menu";
import { SettingsSections } from "./settings-sections";
import { SettingsToolbar, VIEWS } from "./settings-toolbar";
import { type SettingsDraft, useSettingsDraft } from "./use-settings-draft";
import { useSettingsMerge } from "./use-settings-merge";
import { useShownSettings } from "./use-shown-settings";

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

const viewState = {
  q: parseAsString.withDefault(""),
  view: parseAsStringLiteral(VIEWS).withDefault("form"),
  changed: parseAsBoolean.withDefault(false),
};

function Editor({ page, settings }: { page: Page; settings: readonly SettingItem[] }) {
  const t = useTranslations("setting");
  const textOf = useSettingText();
  const mayEdit = useCan("setting.update");
  const [{ q: search, view, changed }, setView] = useQueryStates(viewState);
  const [historyOf, setHistoryOf] = useState<string | null>(null);
  const [isJsonValid, setIsJsonValid] = useState(true);
  const { draft, epoch, change, setDraft, discard } = useSettingsDraft(settings);
  useUnsavedGuard(draft.size > 0);
  const { save, isPending, isFresh, merging } = useSettingsMerge(settings, { draft, setDraft, discard });
  const currentValue = (setting: SettingItem) => {
    const edit = draft.get(setting.key);
    return edit ? edit.value : setting.value;
  };
  const shown = useShownSettings(settings, { page, search, isChangedOnly: changed, currentValue });
  const isJson = view === "json" && search === "";
  return (
    <div className="grid gap-x-10 gap-y-4 md:grid-cols-[13rem_minmax(0,52rem)]">
      <SettingsMenu page={page} isSearching={search !== "" || changed} settings={settings} />
      <div className="min-w-0">
        <SettingsToolbar
          {...{ search, view }}
          isChangedOnly={changed}
          onSearch={(next) => void setView({ q: next || null })}
          onChangedOnly={(next) => void setView({ changed: next || null })}
          onView={(next) => void setView({ view: next })}
        />
        {mayEdit ? null : <Alert>{t("readOnly")}</Alert>}
        {isJson ? (
          <SettingsJson
            key={`${page} ${epoch}`}
            settings={settings.filter((setting) => setting.page === page)}
            currentValue={currentValue}
            isReadOnly={!mayEdit || isPending}
            onChange={change}
            onValidity={setIsJsonValid}
          />
        ) : (
          <SettingsSections
            {...{ page, search, shown, draft, currentValue }}
            isDisabled={!mayEdit || isPending}
            onChange={change}
            onHistory={setHistoryOf}
          />
        )}
        <SettingsBar
          {...{ draft, settings, isPending, isFresh }}
          isSaveOff={(isJson && !isJsonValid) || hasFaults(draft)}
          onDiscard={discard}
          onSave={() => void save()}
        />
      </div>
      <SettingHistory settingKey={historyOf} onClose={() => setHistoryOf(null)} />
      {merging ? <MergeDialog {...merging} labelOf={(key) => textOf(key).label} /> : null}
    </div>
  );
}

function hasFaults(draft: SettingsDraft): boolean {
  return [...draft].some(([key, { value }]) => value !== null && findSettingFaults(key, value).length > 0);
}
