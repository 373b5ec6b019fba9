"use client";

import { useSettingText } from "@/components/domain/setting/setting-text";
import { isChanged, type SettingItem } from "./setting-row";

/** The settings of a page; while searching, those of all pages that have the words in label, hint or key. */
export function useShownSettings(
  settings: readonly SettingItem[],
  filter: { page: string; search: string; isChangedOnly: boolean; currentValue: (setting: SettingItem) => unknown },
): SettingItem[] {
  const textOf = useSettingText();
  const { page, search, isChangedOnly, currentValue } = filter;
  const words = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  return settings.filter((setting) => {
    // What changed is looked for over all pages: who asks has no page in mind.
    if (isChangedOnly && !isChanged(setting, currentValue(setting))) return false;
    if (words.length === 0) return isChangedOnly || setting.page === page;
    const { label, hint } = textOf(setting.key);
    const text = `${setting.key} ${label} ${hint}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
