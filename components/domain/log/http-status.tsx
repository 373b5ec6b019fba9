import { cn } from "@/components/ui/cn";
import { toneVariants } from "@/components/ui/status-badge";

/** A status a client saw: plain when all is well, tinted when it was refused or failed. */
export function HttpStatus({ status }: { status: number }) {
  const tone = status >= 500 ? "err" : status >= 400 ? "warn" : null;
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center rounded-sm tabular-nums",
        tone && ["px-1.5 text-xs", toneVariants({ tone })],
      )}
    >
      {status}
    </span>
  );
}
