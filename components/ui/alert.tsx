import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { toneVariants } from "./status-badge";

type AlertTone = "info" | "ok" | "warn" | "err";
const ICON: Record<AlertTone, LucideIcon> = { info: Info, ok: CircleCheck, warn: TriangleAlert, err: CircleAlert };

/** A message in the flow of a page or form. Errors are announced at once, the rest politely. */
export function Alert(props: {
  tone?: AlertTone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  const { tone = "info", title, children, actions, className } = props;
  const Icon = ICON[tone];
  return (
    <div
      role={tone === "err" ? "alert" : "status"}
      className={cn("flex gap-2 rounded-lg px-3 py-2 text-sm", toneVariants({ tone }), className)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 flex-1 break-words">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className={cn(title && "text-fg-2")}>{children}</div> : null}
      </div>
      {actions ? <div className="flex shrink-0 items-start gap-2">{actions}</div> : null}
    </div>
  );
}
