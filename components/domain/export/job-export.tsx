"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/trpc/provider";
import { ExportItem } from "./export-item";
import { isUnderWay } from "./export-row";

const LIVE_MS = 1_500;

/** The file that a job writes. Nothing for one that its reader may not have. */
export function JobExport({ jobId }: { jobId: string }) {
  const query = useQuery({
    ...useTRPC().export.ofJob.queryOptions({ id: jobId }),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? LIVE_MS : false),
  });
  return query.data ? <ExportItem row={query.data} /> : null;
}
