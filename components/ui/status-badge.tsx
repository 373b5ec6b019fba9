import { cva } from "class-variance-authority";
import {
  Circle,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type Tone = "ok" | "info" | "violet" | "warn" | "err" | "neutral";

const TONE_ICON: Record<Tone, LucideIcon> = {
  ok: CircleCheck,
  info: Circle,
  violet: CircleDashed,
  warn: TriangleAlert,
  err: CircleAlert,
  neutral: CirclePause,
};

/** The one map from a status word to its tone, for the whole product. */
const STATUS_TONE = {
  active: "ok",
  enabled: "ok",
  success: "ok",
  succeeded: "ok",
  ok: "ok",
  paid: "ok",
  healthy: "ok",
  done: "ok",
  published: "ok",
  ready: "ok",
  settled: "ok",
  approved: "ok",
  resolved: "ok",
  running: "info",
  processing: "info",
  testing: "info",
  queued: "violet",
  pending: "violet",
  scheduled: "violet",
  held: "violet",
  degraded: "warn",
  low: "warn",
  expiring: "warn",
  retrying: "warn",
  exhausted: "warn",
  partial: "warn",
  locked: "warn",
  open: "warn",
  client_error: "warn",
  failed: "err",
  error: "err",
  auto_disabled: "err",
  overdue: "err",
  disabled: "neutral",
  draft: "neutral",
  expired: "neutral",
  refunded: "neutral",
  cancelled: "neutral",
  canceled: "neutral",
  aborted: "neutral",
  deleted: "neutral",
  skipped: "neutral",
  released: "neutral",
  rejected: "neutral",
  withdrawn: "neutral",
  gone: "neutral",
  revoked: "neutral",
  unknown: "neutral",
} as const satisfies Record<string, Tone>;
type Status = keyof typeof STATUS_TONE;

export const toneVariants = cva("", {
  variants: {
    tone: {
      ok: "bg-ok-bg text-ok",
      info: "bg-info-bg text-info",
      violet: "bg-violet-bg text-violet",
      warn: "bg-warn-bg text-warn",
      err: "bg-err-bg text-err",
      neutral: "bg-neutral-bg text-neutral",
    },
  },
});

function isStatus(value: string): value is Status {
  return value in STATUS_TONE;
}

/** The tone of a status word; words the map does not know are neutral. */
function toneOf(status: string): Tone {
  return isStatus(status) ? STATUS_TONE[status] : "neutral";
}

/** Icon and word on a tint, never colour alone. `isQuiet` drops the tint: a healthy row shows no colour at all. */
export function StatusBadge(props: {
  status: string;
  children: ReactNode;
  tone?: Tone;
  isQuiet?: boolean;
  className?: string;
}) {
  const tone = props.tone ?? toneOf(props.status);
  const Icon = TONE_ICON[tone];
  const isRunning = props.status === "running";
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap rounded-sm text-xs",
        props.isQuiet ? "text-fg" : ["px-1.5", toneVariants({ tone })],
        props.className,
      )}
    >
      <Icon
        className={cn("size-3 shrink-0", isRunning && "motion-safe:animate-pulse", props.isQuiet && "text-fg-3")}
        aria-hidden
      />
      <span className="truncate">{props.children}</span>
    </span>
  );
}
