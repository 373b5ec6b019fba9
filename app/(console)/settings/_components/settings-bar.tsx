"use client";

import { useTranslations } from "next-intl";
import { SaveAsDraftButton } from "@/components/domain/draft/save-as-draft";
import { useSettingText } from "@/components/domain/setting/setting-text";
import { Button } from "@/components/ui/button";
import type { SettingItem } from "./setting-row";
import type { SettingsDraft } from "./use-settings-draft";

/** What can be done with the edits; there only while there are any. */
export function SettingsBar(props: {
  draft: SettingsDraft;
  settings: readonly SettingItem[];
  isPending: boolean;
  /** Something typed does not fit yet. */
  isSaveOff: boolean;
  /** Whether nobody saved one of these meanwhile; opens the merge where somebody did. */
  isFresh: () => Promise<boolean>;
  onDiscard: () => void;
  onSave: () => void;
}) {
  const { draft, settings, isPending, isSaveOff, isFresh, onDiscard, onSave } = props;
  const t = useTranslations("setting");
  const textOf = useSettingText();
  if (draft.size === 0) return null;
  // A draft is shown with its differences: what must never be shown is saved at once or not at all.
  const hasSecret = settings.some((setting) => setting.isSecret && draft.has(setting.key));
  const toDraftChanges = () =>
    [...draft].map(([key, { value }]) => ({
      kind: "setting" as const,
      id: key,
      label: textOf(key).label,
      content: { value },
    }));
  return (
    <div
      data-footer
      className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-border border-t bg-bg py-3"
    >
      {isSaveOff ? <span className="mr-auto text-err text-xs">{t("mendFirst")}</span> : null}
      <Button onClick={onDiscard} disabled={isPending}>
        {t("discard")}
      </Button>
      {hasSecret ? null : (
        <SaveAsDraftButton
          changes={toDraftChanges}
          mayOpen={isFresh}
          isDisabled={isSaveOff || isPending}
          onKept={onDiscard}
        />
      )}
      <Button variant="primary" disabled={isPending || isSaveOff} onClick={onSave}>
        {t("save", { count: draft.size })}
      </Button>
    </div>
  );
}
