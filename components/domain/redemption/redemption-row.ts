import type { RouterOutputs } from "@/components/trpc/router-types";

export type BatchRow = RouterOutputs["redemption"]["listBatches"]["items"][number];
export type BatchDetail = RouterOutputs["redemption"]["getBatch"];
export type CodeRow = RouterOutputs["redemption"]["listCodes"]["items"][number];
export type UseRow = RouterOutputs["redemption"]["listUses"]["items"][number];
