import { Fragment, type ReactNode, useMemo } from "react";
import { type Block, type Inline, parseInline, parseMarkdown } from "../format/markdown";
import { cn } from "./cn";

/** A text in Markdown, as parts of ours: nothing of it is HTML. */
export function Markdown({ source, className }: { source: string; className?: string }) {
  const blocks = useMemo(() => parseMarkdown(source), [source]);
  return (
    <div className={cn("flex flex-col gap-3 break-words leading-relaxed", className)}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one text never move
        <MarkdownBlock key={index} block={block} />
      ))}
    </div>
  );
}

/** Markdown of one line: links, bold and the like. */
export function InlineMarkdown({ source }: { source: string }) {
  return <>{inline(useMemo(() => parseInline(source), [source]))}</>;
}

const HEADING = {
  2: "mt-2 font-semibold text-lg",
  3: "mt-1 font-semibold text-base",
  4: "font-semibold text-sm",
} as const;

function MarkdownBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading": {
      const Tag = `h${block.level}` as const;
      return <Tag className={HEADING[block.level]}>{inline(block.parts)}</Tag>;
    }
    case "list": {
      const Tag = block.isOrdered ? "ol" : "ul";
      return (
        <Tag className={cn("flex flex-col gap-1 pl-5", block.isOrdered ? "list-decimal" : "list-disc")}>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the items of one text never move
            <li key={index}>{inline(item)}</li>
          ))}
        </Tag>
      );
    }
    case "quote":
      return (
        <blockquote className="whitespace-pre-line border-border border-l-2 pl-3 text-fg-2">
          {inline(block.parts)}
        </blockquote>
      );
    case "code":
      return (
        <pre className="overflow-x-auto rounded-md border border-border bg-card p-3 text-xs">
          <code>{block.text}</code>
        </pre>
      );
    case "rule":
      return <hr className="border-border" />;
    case "paragraph":
      return <p className="whitespace-pre-line">{inline(block.parts)}</p>;
  }
}

function inline(parts: Inline[]): ReactNode {
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    <Fragment key={index}>{one(part)}</Fragment>
  ));
}

function one(part: Inline): ReactNode {
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return <code className="rounded-sm bg-hover px-1 py-0.5 font-mono text-xs">{part.text}</code>;
    case "bold":
      return <strong className="font-semibold">{inline(part.parts)}</strong>;
    case "italic":
      return <em>{inline(part.parts)}</em>;
    case "link": {
      const isElsewhere = /^https?:/i.test(part.href);
      return (
        <a
          href={part.href}
          className="link underline"
          {...(isElsewhere ? { target: "_blank", rel: "noopener noreferrer" } : {})}
        >
          {inline(part.parts)}
        </a>
      );
    }
  }
}
