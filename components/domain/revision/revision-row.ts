import type { RouterOutputs } from "@/components/trpc/router-types";

export type RevisionRow = RouterOutputs["revision"]["list"]["items"][number];
export type RevisionRecord = RouterOutputs["revision"]["get"];
