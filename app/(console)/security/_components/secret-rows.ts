import type { RouterOutputs } from "@/components/trpc/router-types";

export type SecretOverview = RouterOutputs["secret"]["overview"];
