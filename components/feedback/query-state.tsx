"use client";

import type { ReactNode } from "react";
import { Skeleton } from "../ui/skeleton";
import { FailedState } from "./failed-state";

type Query<Data> = { data: Data | undefined; error: unknown; refetch: () => unknown };

/** One record's query: a skeleton at first, the failure with its way out, else the data. A refetch keeps what is shown. */
export function QueryState<Data>(props: {
  query: Query<Data>;
  /** Shaped like what is to come; a few lines by default. */
  skeleton?: ReactNode;
  children: (data: Data) => ReactNode;
}) {
  const { query, skeleton, children } = props;
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return skeleton ?? <Lines />;
  return <FailedState error={query.error} onRetry={() => void query.refetch()} />;
}

function Lines() {
  return (
    <div className="flex flex-col gap-3" aria-hidden>
      {["w-2/5", "w-4/5", "w-3/5", "w-3/4", "w-1/2"].map((width) => (
        <Skeleton key={width} className={`h-4 ${width}`} />
      ))}
    </div>
  );
}
