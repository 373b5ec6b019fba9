import type { ReactNode } from "react";

/** A figure with its name above and what it means below. */
export function Stat({ label, children, hint }: { label: ReactNode; children: ReactNode; hint?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-fg-2 text-xs">{label}</dt>
      <dd className="mt-0.5 truncate font-semibold text-xl tabular-nums">{children}</dd>
      {hint ? <dd className="mt-0.5 text-fg-3 text-xs">{hint}</dd> : null}
    </div>
  );
}

/** Figures side by side, set apart by space: as many as fit, in a page or a sheet. */
export function StatList({ children }: { children: ReactNode }) {
  return (
    <div className="@container">
      <dl className="grid @md:grid-cols-4 grid-cols-2 @2xl:gap-x-8 gap-x-4 gap-y-5">{children}</dl>
    </div>
  );
}
