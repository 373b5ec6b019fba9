"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";

export type SettingText = { label: string; hint: string };

/** The catalogues that word settings: one for each engineer's part of the registry. */
const NAMESPACES = [
  "setting.keys",
  "settingsGateway",
  "settingsSite",
  "ownProvider.settings",
  "payment.settings",
  "retention.settings",
  "serviceToken.settings",
] as const;

/** Label and hint of a setting; its bare key where no catalogue knows it. */
export function useSettingText(): (key: string) => SettingText {
  const t = useTranslations();
  return useCallback(
    (key) => {
      for (const namespace of NAMESPACES) {
        const path = `${namespace}.${key.replaceAll(".", "_")}`;
        if (t.has(`${path}.label`)) return { label: t(`${path}.label`), hint: t(`${path}.hint`) };
      }
      return { label: key, hint: "" };
    },
    [t],
  );
}
