"use client";

import type { ReactNode } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

/** Code, JSON, a command: mono on a recessed surface, copied whole. Objects are printed as indented JSON. */
export function CodeBlock(props: {
  code: string | object;
  /** A line above: a file name, "curl"… */
  title?: ReactNode;
  isWrapped?: boolean;
  className?: string;
}) {
  const { code, title, isWrapped, className } = props;
  const text = typeof code === "string" ? code : JSON.stringify(code, replaceBigInt, 2);
  return (
    <figure className={cn("relative min-w-0 overflow-hidden rounded-lg border border-border bg-code", className)}>
      {title ? (
        <figcaption className="flex h-9 items-center justify-between border-border border-b pr-1 pl-3 text-fg-2 text-xs">
          <span className="truncate">{title}</span>
          <CopyButton text={text} />
        </figcaption>
      ) : (
        <CopyButton text={text} className="absolute top-1 right-1 bg-code" />
      )}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className={cn(
          "max-h-96 overflow-auto p-3 font-mono text-xs leading-[1.125rem] -outline-offset-2",
          !title && "pr-10",
          isWrapped && "whitespace-pre-wrap break-all",
        )}
      >
        <code>{text}</code>
      </pre>
    </figure>
  );
}

function replaceBigInt(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
