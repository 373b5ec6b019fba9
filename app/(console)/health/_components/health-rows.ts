import type { RouterOutputs } from "@/components/trpc/router-types";

export type Health = RouterOutputs["health"]["get"];
export type Check = Health["checks"][number];
export type NodeRow = Health["nodes"][number];
