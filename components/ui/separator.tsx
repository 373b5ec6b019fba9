import { cn } from "./cn";

export function Separator({ className, isVertical }: { className?: string; isVertical?: boolean }) {
  return <div aria-hidden className={cn("shrink-0 bg-border", isVertical ? "h-4 w-px" : "h-px w-full", className)} />;
}
