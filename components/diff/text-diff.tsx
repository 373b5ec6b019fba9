"use client";

import { diffLines, diffWordsWithSpace } from "diff";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { cn } from "@/components/ui/cn";

type Piece = { key: string; text: string; mark: "added" | "removed" | null };

/** Two texts in one: what went is struck through, what came is underlined; colour only repeats that. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const t = useTranslations("diff");
  const pieces = useMemo(() => piecesOf(before, after), [before, after]);
  const isByLine = before.includes("\n") || after.includes("\n");
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      className="max-h-80 overflow-auto whitespace-pre-wrap break-words rounded-md border border-border bg-code p-2 font-mono text-xs leading-[1.125rem] -outline-offset-2"
    >
      {pieces.map(({ key, text, mark }) => {
        if (mark === null) return <span key={key}>{text}</span>;
        const Tag = mark === "added" ? "ins" : "del";
        return (
          <Tag key={key} className={cn(MARK[mark], isByLine && "block")}>
            <span className="sr-only">{t(mark)}: </span>
            {isByLine ? <span aria-hidden>{mark === "added" ? "+ " : "− "}</span> : null}
            {isByLine ? text.replace(/\n$/, "") : text}
          </Tag>
        );
      })}
    </div>
  );
}

const MARK = {
  added: "rounded-sm bg-ok-bg text-ok underline decoration-1 underline-offset-2",
  removed: "rounded-sm bg-err-bg text-err line-through",
} as const;

function piecesOf(before: string, after: string): Piece[] {
  const isByLine = before.includes("\n") || after.includes("\n");
  const parts = isByLine ? diffLines(before, after) : diffWordsWithSpace(before, after);
  return parts.map(({ value, added, removed }, index) => ({
    key: `${index}`,
    text: value,
    mark: added ? "added" : removed ? "removed" : null,
  }));
}
