import type { RouterOutputs } from "@/components/trpc/router-types";

export type UserDetail = RouterOutputs["user"]["get"];
