"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTRPC } from "@/components/trpc/provider";
import type { ObjectRef } from "@/server/configuration/revision/schema";

/** Reads the number of an object's newest revision, which a draft's change starts from; 0 when it has none. */
export function useDraftBase(): (object: ObjectRef) => Promise<number> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(
    async ({ kind, id }) => {
      const options = trpc.revision.list.queryOptions({ kind: [kind], objectId: id, limit: 1 }, { staleTime: 0 });
      const { items } = await queryClient.fetchQuery(options);
      return items[0]?.number ?? 0;
    },
    [trpc, queryClient],
  );
}
