import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/trpc/root";

/** What a procedure takes: `RouterInputs["token"]["create"]`. */
export type RouterInputs = inferRouterInputs<AppRouter>;
/** What a procedure answers: a row is `RouterOutputs["token"]["list"]["items"][number]`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;
