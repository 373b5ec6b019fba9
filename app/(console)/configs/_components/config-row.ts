import type { RouterOutputs } from "@/components/trpc/router-types";

export type ConfigRow = RouterOutputs["config"]["list"]["items"][number];
export type TemplateRecord = RouterOutputs["template"]["get"];
