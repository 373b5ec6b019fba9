"use client";

import { useCallback } from "react";
import { useSettingText } from "@/components/domain/setting/setting-text";

/** What an object is called: a setting by its label in the reader's language, anything else as it was called then. */
export function useObjectName(): (object: { kind: string; id: string; label: string }) => string {
  const settingText = useSettingText();
  return useCallback(({ kind, id, label }) => (kind === "setting" ? settingText(id).label : label), [settingText]);
}
