"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/provider";
import type { RevisionRow } from "./revision-row";

const PAGE_SIZE = 200;

/** All revisions that were made as one change; an import makes more than fit one page. */
export function useChangeRevisions(changeId: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useQuery({
    queryKey: [...trpc.revision.list.queryKey({ changeId }), "whole"],
    queryFn: async () => {
      const all: RevisionRow[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const input = { changeId, limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) };
        const page = await queryClient.fetchQuery(trpc.revision.list.queryOptions(input, { staleTime: 0 }));
        all.push(...page.items);
        cursor = page.nextCursor;
      }
      return all;
    },
  });
}
