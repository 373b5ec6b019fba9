import type { RouterOutputs } from "@/components/trpc/router-types";

export type ExportRow = RouterOutputs["export"]["list"][number];

export function isUnderWay(row: ExportRow): boolean {
  return row.status === "queued" || row.status === "running";
}

/** Where the browser fetches a finished export. */
export function exportHref(id: string): string {
  return `/api/exports/${id}`;
}
