"use client";

import { useCan } from "@/components/layout/viewer";
import type { ActivityDimension } from "@/server/usage/activity/schema";
import { TopTable } from "./top-table";
import type { ActivityState } from "./use-activity-state";

/** Who and what was biggest. Of one account, whose it is needs no table. */
export function TopTables({ state, isPerson }: { state: ActivityState; isPerson: boolean }) {
  const seesSite = useCan("activity.readSite");
  const dimensions: ActivityDimension[] = [
    "model",
    ...(isPerson ? [] : (["user"] as const)),
    "token",
    ...(seesSite ? (["channel"] as const) : []),
    "group",
  ];
  return (
    <div className="grid gap-8 xl:grid-cols-2">
      {dimensions.map((of) => (
        <TopTable key={of} of={of} state={state} />
      ))}
    </div>
  );
}
