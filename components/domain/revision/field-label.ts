"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useSettingText } from "@/components/domain/setting/setting-text";
import { type Words, wordField } from "./field-words";

/**
 * The name of a field in the words of its form; null where none is known, and the path itself is shown. A path goes down
 * into maps and lists ("modelMapping.gpt-4o"): what names a field is worded, what names data stays as it is.
 */
export function useFieldLabel(): (field: { kind: string; objectId?: string; path: string }) => string | null {
  const t = useTranslations() as unknown as Words;
  const settingText = useSettingText();
  return useCallback(
    ({ kind, objectId, path }) => {
      const [head, ...inner] = path.split(".");
      if (kind === "setting" && objectId && head === "value") {
        const { label } = settingText(objectId);
        if (label !== objectId) return joined([label, inner.join(".")]);
      }
      const worded = wordField(t, { kind, path });
      return worded && joined([...worded.words, worded.rest]);
    },
    [t, settingText],
  );
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" › ");
}
