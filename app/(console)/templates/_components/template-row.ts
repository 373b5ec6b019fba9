import type { RouterOutputs } from "@/components/trpc/router-types";

export type TemplateRow = RouterOutputs["template"]["list"][number];
export type TemplateRecord = RouterOutputs["template"]["get"];
export type CategoryRow = RouterOutputs["category"]["list"][number];
