import { cn } from "./cn";

/** Done of total, 0 to 100. Without a value: under way, length unknown. */
export function Progress(props: { value?: number; label: string; tone?: "accent" | "err" | "ok"; className?: string }) {
  const { value, label, tone = "accent", className } = props;
  const percent = value === undefined ? undefined : Math.min(100, Math.max(0, value));
  const fill = { accent: "bg-accent", err: "bg-err", ok: "bg-ok" }[tone];
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === undefined ? {} : { "aria-valuenow": Math.round(percent) })}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-neutral-bg", className)}
    >
      {percent === undefined ? (
        <div className={cn("bar-indeterminate h-full w-1/4 rounded-full", fill)} />
      ) : (
        <div
          className={cn("h-full origin-left rounded-full transition-transform", fill)}
          style={{ transform: `scaleX(${percent / 100})` }}
        />
      )}
    </div>
  );
}
