import type { RouterOutputs } from "@/components/trpc/router-types";

export type GroupRow = RouterOutputs["group"]["list"][number];
