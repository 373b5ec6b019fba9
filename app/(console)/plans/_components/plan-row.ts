import type { RouterOutputs } from "@/components/trpc/router-types";

export type PlanRow = RouterOutputs["plan"]["list"][number];
