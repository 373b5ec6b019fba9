import type { ReactNode } from "react";
import { cn } from "./cn";

/** A titled section, set apart by space and a hairline instead of a card. */
export function Panel(props: {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const { title, description, actions, children, className } = props;
  return (
    <section className={cn("min-w-0", className)}>
      {title || actions ? (
        <header className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-1 border-border border-b pb-2">
          <div className="min-w-0 flex-1">
            <h2 className="font-semibold text-base">{title}</h2>
            {description ? <p className="text-fg-2 text-xs">{description}</p> : null}
          </div>
          {actions ? <div className="flex items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}
