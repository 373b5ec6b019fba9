import type { RouterOutputs } from "@/components/trpc/router-types";

export type OrderRow = RouterOutputs["order"]["list"]["items"][number];
export type OrderRecord = RouterOutputs["order"]["get"];
export type TopUpOptions = RouterOutputs["order"]["options"];
export type TopUpQuote = RouterOutputs["order"]["quote"][number];
