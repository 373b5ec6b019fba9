import type { RouterOutputs } from "@/components/trpc/router-types";

export type Health = RouterOutputs["database"]["health"];
export type TableRow = Health["tables"][number];
export type Finding = RouterOutputs["database"]["indexes"]["findings"][number];
export type SlowQuery = RouterOutputs["database"]["slowQueries"][number];
