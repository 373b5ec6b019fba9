import type { RouterOutputs } from "@/components/trpc/router-types";

export type TokenRow = RouterOutputs["token"]["list"]["items"][number];
