import type { ComponentProps } from "react";
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

/** The first few of a list as badges, the rest as a count whose title names them all. */
export function BadgeList({ items, max = 3, isMono }: { items: readonly string[]; max?: number; isMono?: boolean }) {
  const rest = items.length - max;
  return (
    <span className="inline-flex max-w-full items-center gap-1 overflow-hidden" title={items.join("\n")}>
      {items.slice(0, max).map((item) => (
        <Badge key={item} className={cn("min-w-0 shrink", isMono && "font-mono text-meta")}>
          <span className="truncate">{item}</span>
        </Badge>
      ))}
      {rest > 0 ? <span className="shrink-0 text-fg-3 text-xs tabular-nums">+{rest}</span> : null}
    </span>
  );
}
