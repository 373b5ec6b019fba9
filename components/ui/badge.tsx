"use client";

import { type ComponentProps, useLayoutEffect, useRef, useState } from "react";
import { cn } from "./cn";
import { type Tone, toneVariants } from "./status-badge";

/** A small fact beside a name: a group, a tag, a count. States use `StatusBadge`. */
export function Badge({ className, tone = "neutral", ...props }: ComponentProps<"span"> & { tone?: Tone }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full items-center gap-1 truncate whitespace-nowrap rounded-sm px-1.5 text-xs",
        toneVariants({ tone }),
        className,
      )}
      {...props}
    />
  );
}

/** As many of a list as fit on one line (at most `max`), the rest as a count; the tooltip names them all. */
export function BadgeList({ items, max = 3, isMono }: { items: readonly string[]; max?: number; isMono?: boolean }) {
  const line = useRef<HTMLSpanElement>(null);
  const [fitting, setFitting] = useState(max);
  const offered = items.slice(0, max);

  const text = offered.join("\n");

  // biome-ignore lint/correctness/useExhaustiveDependencies: other words take other widths
  useLayoutEffect(() => {
    const element = line.current;
    if (!element) return;
    const measure = () => {
      const badges = [...element.children].filter((child) => child instanceof HTMLElement);
      const top = badges[0]?.offsetTop;
      setFitting(badges.filter((badge) => badge.offsetTop === top).length);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [text]);

  const rest = items.length - Math.min(fitting, offered.length);
  return (
    <span className="flex max-w-full items-center gap-1" title={items.join("\n")}>
      {/* What does not fit wraps to a second line, which the height cuts off. */}
      <span ref={line} className="flex h-5 min-w-0 flex-wrap gap-1 overflow-hidden">
        {offered.map((item) => (
          <Badge key={item} className={cn("max-w-full", isMono && "font-mono text-meta")}>
            <span className="truncate">{item}</span>
          </Badge>
        ))}
      </span>
      {rest > 0 ? <span className="shrink-0 text-fg-3 text-xs tabular-nums">+{rest}</span> : null}
    </span>
  );
}
