import type { ReactNode } from "react";
import { cn } from "./cn";

/** Facts of one record as term and value. */
export function DefinitionList({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-[minmax(7rem,max-content)_minmax(0,1fr)] items-baseline gap-x-6 gap-y-1.5",
        className,
      )}
    >
      {children}
    </dl>
  );
}

export function Definition({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-2">{term}</dt>
      <dd className="min-w-0 break-words">{children ?? <span className="text-fg-3">—</span>}</dd>
    </>
  );
}
