"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/provider";
import { useCan } from "./viewer";

const REFRESH_MS = 60_000;

/** How much waits for the viewer on a page, by its path. Only decisions are counted: nobody else can take them. */
export function useNavigationCounts(): Partial<Record<string, number>> {
  const mayDecide = useCan("approval.decide");
  const options = { enabled: mayDecide, refetchInterval: REFRESH_MS };
  const { data } = useQuery(useTRPC().desk.waiting.queryOptions(undefined, options));
  return { "/approvals": data?.approvals ?? 0 };
}
