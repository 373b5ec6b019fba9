"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useSettingText } from "@/components/domain/setting/setting-text";

/**
 * The name of a field in the words of its form; null where none is known, and the path itself is shown. A path goes down
 * into maps and lists ("modelMapping.gpt-4o"): its head is worded, the rest stays as it is.
 */
export function useFieldLabel(): (field: { kind: string; objectId?: string; path: string }) => string | null {
  const t = useTranslations("revision.fields");
  const settingText = useSettingText();
  return useCallback(
    ({ kind, objectId, path }) => {
      if (kind === "setting" && objectId && path === "value") {
        const { label } = settingText(objectId);
        return label === objectId ? null : label;
      }
      const [head = "", ...rest] = path.split(".");
      for (const key of [`${kind}.${head}`, `any.${head}`]) {
        if (t.has(key)) return rest.length > 0 ? `${t(key)} › ${rest.join(".")}` : t(key);
      }
      return null;
    },
    [t, settingText],
  );
}
