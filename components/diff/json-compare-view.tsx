"use client";

import { json } from "@codemirror/lang-json";
import { MergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { basicSetup } from "@uiw/react-codemirror";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { editorTheme } from "@/components/form/editor-theme";

/** Two JSON texts side by side with what differs marked. Loaded only where somebody asks for it: see json-compare.tsx. */
export function JsonCompareView({ before, after }: { before: string; after: string }) {
  const t = useTranslations("diff");
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const parent = place.current;
    if (!parent) return;
    const extensions = (label: string) => [
      basicSetup(),
      json(),
      editorTheme,
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorState.phrases.of({ "$ unchanged lines": t("unchanged") }),
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
    ];
    const view = new MergeView({
      parent,
      a: { doc: before, extensions: extensions(t("before")) },
      b: { doc: after, extensions: extensions(t("after")) },
      collapseUnchanged: { margin: 3, minSize: 6 },
      highlightChanges: true,
      gutter: true,
    });
    return () => view.destroy();
  }, [before, after, t]);
  return <div ref={place} className="max-h-[32rem] overflow-auto rounded-lg border border-border bg-code" />;
}
