"use client";

import { json } from "@codemirror/lang-json";
import { type Diagnostic, linter, lintGutter } from "@codemirror/lint";
import CodeMirror, { EditorView } from "@uiw/react-codemirror";
import { useMemo } from "react";
import { editorTheme } from "./editor-theme";
import { findJsonFault, type JsonFault } from "./json-fault";
import { locateJson } from "./json-position";

/** A fault of the value: where, as steps from the root, and what, in the reader's language. */
export type JsonEditorFault = { path: readonly (string | number)[]; message: string };

export type JsonEditorProps = {
  value: string;
  onChange: (value: string) => void;
  /** The name for those who do not see the text. */
  label: string;
  faults: readonly JsonEditorFault[];
  syntaxText: (place: JsonFault) => string;
  isReadOnly?: boolean;
  /** Lines it shows before it scrolls. */
  maxHeightRem?: number;
};

/** The editor itself, loaded only where one is shown: see json-editor.tsx. */
export function JsonEditorView(props: JsonEditorProps) {
  const { value, onChange, label, faults, syntaxText, isReadOnly = false, maxHeightRem = 36 } = props;
  const extensions = useMemo(
    () => [
      json(),
      lintGutter(),
      linter(({ state }) => diagnosticsOf(state.doc.toString(), { faults, syntaxText }), { delay: 150 }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label }),
    ],
    [faults, syntaxText, label],
  );
  return (
    <CodeMirror
      value={value}
      onChange={onChange}
      theme={editorTheme}
      extensions={extensions}
      readOnly={isReadOnly}
      minHeight="8rem"
      maxHeight={`${maxHeightRem}rem`}
      // Tab moves on, as everywhere in the console: indenting with it would hold keyboards captive.
      indentWithTab={false}
      className="overflow-hidden rounded-lg border border-control"
    />
  );
}

function diagnosticsOf(
  text: string,
  { faults, syntaxText }: Pick<JsonEditorProps, "faults" | "syntaxText">,
): Diagnostic[] {
  if (text.trim() === "") return [];
  const broken = findJsonFault(text);
  if (broken) {
    const before = text.split("\n").slice(0, broken.line - 1);
    const from = Math.min(text.length, before.join("\n").length + (before.length > 0 ? 1 : 0) + broken.column - 1);
    return [{ from, to: Math.min(text.length, from + 1), severity: "error", message: syntaxText(broken) }];
  }
  return faults.map(({ path, message }) => {
    const { from, to } = locateJson(text, path);
    return { from, to, severity: "error", message };
  });
}
