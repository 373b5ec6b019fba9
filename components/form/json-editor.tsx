"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { Skeleton } from "../ui/skeleton";
import type { JsonEditorFault, JsonEditorProps } from "./json-editor-view";
import { findJsonFault, type JsonFault } from "./json-fault";
import { locateJson } from "./json-position";

const NO_FAULTS: readonly JsonEditorFault[] = [];

const View = dynamic(async () => (await import("./json-editor-view")).JsonEditorView, {
  ssr: false,
  loading: () => <Skeleton className="h-60 w-full" />,
});

export type { JsonEditorFault };

/**
 * JSON with line numbers, folding and search. What is wrong is marked in the text and listed below with its line: broken JSON first,
 * then the faults its owner found in the value.
 */
export function JsonEditor(
  props: Omit<JsonEditorProps, "faults" | "syntaxText"> & { faults?: readonly JsonEditorFault[] },
) {
  const t = useTranslations("form.json");
  const syntaxText = useCallback((place: JsonFault) => t("fault", place), [t]);
  const broken = props.value.trim() === "" ? null : findJsonFault(props.value);
  const faults = broken ? NO_FAULTS : (props.faults ?? NO_FAULTS);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <View {...props} faults={faults} syntaxText={syntaxText} />
      <ul className="flex flex-col gap-0.5 text-err text-xs" aria-live="polite">
        {broken ? <li>{t("fault", broken)}</li> : null}
        {faults.map(({ path, message }) => (
          <li key={`${path.join("/")} ${message}`}>
            {t("lineFault", { line: locateJson(props.value, path).line, message })}
          </li>
        ))}
      </ul>
    </div>
  );
}
