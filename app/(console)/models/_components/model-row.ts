import type { RouterOutputs } from "@/components/trpc/router-types";

export type ModelRow = RouterOutputs["price"]["list"]["items"][number];
export type CustomerPriceRow = RouterOutputs["price"]["listMine"]["items"][number];
