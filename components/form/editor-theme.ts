import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The console's colours in a code editor: variables, so that light and dark need no second theme. */
export const editorTheme: Extension = [
  EditorView.theme({
    "&": { fontSize: "12px", backgroundColor: "var(--code)", color: "var(--fg)" },
    "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
    ".cm-content": { fontFamily: "var(--font-mono)", caretColor: "var(--fg)" },
    ".cm-gutters": { backgroundColor: "var(--code)", color: "var(--fg-3)", borderRight: "1px solid var(--border)" },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--hover)" },
    ".cm-cursor": { borderLeftColor: "var(--fg)" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "var(--selected)",
    },
    ".cm-tooltip": { backgroundColor: "var(--pop)", color: "var(--fg)", border: "1px solid var(--border)" },
    ".cm-panels": { backgroundColor: "var(--chrome)", color: "var(--fg)" },
    ".cm-collapsedLines": { background: "var(--neutral-bg)", color: "var(--fg-2)" },
    // The library's own sign is missing in most fonts.
    ".cm-collapsedLines:before, .cm-collapsedLines:after": { content: '"⋯"' },
    "&.cm-merge-a .cm-changedLine": { backgroundColor: "var(--err-bg)" },
    "&.cm-merge-b .cm-changedLine": { backgroundColor: "var(--ok-bg)" },
    // A line under what changed, and a strike through what went: colour alone tells nobody apart who sees none.
    "&.cm-merge-a .cm-changedText": { background: "none", textDecoration: "line-through", color: "var(--err)" },
    "&.cm-merge-b .cm-changedText": { background: "none", textDecoration: "underline", color: "var(--ok)" },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, color: "var(--info)" },
      { tag: tags.string, color: "var(--ok)" },
      { tag: [tags.number, tags.bool, tags.null], color: "var(--violet)" },
    ]),
  ),
];
