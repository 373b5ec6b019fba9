"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

const HEAD = 8;
const TAIL = 6;

/** An id cut in its middle, as its two ends tell records apart. */
export function shortId(id: string): string {
  return id.length <= HEAD + TAIL + 1 ? id : `${id.slice(0, HEAD)}…${id.slice(-TAIL)}`;
}

/** A record's id: mono, cut in the middle, with a copy button that shows on hover and focus; a link where `href` is given. */
export function RecordId(props: { id: string; href?: string; isFull?: boolean; className?: string }) {
  const { id, href, isFull, className } = props;
  const t = useTranslations("common");
  const text = isFull ? id : shortId(id);
  return (
    <span className={cn("group/id inline-flex min-w-0 max-w-full items-center gap-0.5 font-mono text-xs", className)}>
      {href ? (
        <Link href={href} className="link truncate" title={id} onClick={(event) => event.stopPropagation()}>
          {text}
        </Link>
      ) : (
        <span className="truncate text-fg-2" title={id}>
          {text}
        </span>
      )}
      <CopyButton
        text={id}
        label={t("copyId")}
        className="-my-1 size-6 opacity-0 focus-visible:opacity-100 group-hover/id:opacity-100 [@media(hover:none)]:opacity-100 [&_svg]:size-3.5"
      />
    </span>
  );
}
