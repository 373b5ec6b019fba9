"use client";

import { EmptyState } from "../ui/empty-state";

/** What an error boundary shows: the frame stays, the part that failed can be tried again. */
export function FailedPage({ digest, onRetry }: { digest?: string | undefined; onRetry: () => void }) {
  return <EmptyState kind="failed" requestId={digest ?? null} onRetry={onRetry} className="min-h-[60vh]" />;
}
