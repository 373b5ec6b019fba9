import { cn } from "./cn";

/** A grey shape where content will be; give it the content's own size. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn("rounded-sm bg-neutral-bg motion-safe:animate-pulse", className)} />;
}
