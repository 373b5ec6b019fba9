import type { RouterOutputs } from "@/components/trpc/router-types";

/** A subscription with its allowances, as its own page part and the sheet read it. */
export type SubscriptionDetail = RouterOutputs["subscription"]["mine"][number];
/** What every list and act knows of a subscription. */
export type SubscriptionRow = Omit<SubscriptionDetail, "currentPeriod" | "windows">;
export type PlanOffer = RouterOutputs["plan"]["offers"][number];
export type Terms = PlanOffer["terms"];
