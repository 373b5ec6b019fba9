"use client";

import { Braces, ListFilter, TextCursorInput } from "lucide-react";
import { useTranslations } from "next-intl";
import { InForce } from "@/components/domain/health/in-force";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";

export const VIEWS = ["form", "json"] as const;
export type SettingsView = (typeof VIEWS)[number];

/** Search over all pages, what differs from its default, and the two ways to edit a page. */
export function SettingsToolbar(props: {
  search: string;
  view: SettingsView;
  isChangedOnly: boolean;
  onSearch: (search: string) => void;
  onChangedOnly: (isChangedOnly: boolean) => void;
  onView: (view: SettingsView) => void;
}) {
  const { search, view, isChangedOnly, onSearch, onChangedOnly, onView } = props;
  const t = useTranslations("setting");
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2">
      <SearchInput value={search} label={t("search")} onChange={(event) => onSearch(event.target.value)} />
      <Button
        aria-pressed={isChangedOnly}
        className={isChangedOnly ? "bg-selected" : undefined}
        onClick={() => onChangedOnly(!isChangedOnly)}
      >
        <ListFilter aria-hidden />
        {t("changedOnly")}
      </Button>
      <span className="ml-auto">
        <InForce topic="setting" />
      </span>
      <Button disabled={search !== "" || isChangedOnly} onClick={() => onView(view === "form" ? "json" : "form")}>
        {view === "form" ? <Braces aria-hidden /> : <TextCursorInput aria-hidden />}
        {t(view === "form" ? "asJson" : "asForm")}
      </Button>
    </div>
  );
}
