import type { RouterOutputs } from "@/components/trpc/router-types";

export type OwnProvider = RouterOutputs["ownProvider"]["get"];
export type OwnProviderRow = RouterOutputs["ownProvider"]["list"]["items"][number];
