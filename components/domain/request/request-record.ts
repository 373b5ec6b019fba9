import type { RouterOutputs } from "@/components/trpc/router-types";

/** All that is told of one request. */
export type RequestRecord = RouterOutputs["inspector"]["timeline"];
/** What it came to, in one word with its values. */
export type RequestCause = RequestRecord["cause"];
export type RequestCall = NonNullable<RequestRecord["upstream"]>["calls"][number];
