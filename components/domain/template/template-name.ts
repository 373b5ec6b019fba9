"use client";

import { useLocale } from "next-intl";
import { useCallback } from "react";

type Named = { name: string; description: string; texts: Record<string, { title?: string; description?: string }> };

/** What a template is called in the reader's language, where its schema says so. */
export function useTemplateName(): (template: Named) => { name: string; description: string } {
  const locale = useLocale();
  return useCallback(
    ({ name, description, texts }) => ({
      name: texts[locale]?.title ?? name,
      description: texts[locale]?.description ?? description,
    }),
    [locale],
  );
}
