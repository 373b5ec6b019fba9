import { z } from "zod";

/** Why somebody takes something back; it stands in the history and in the audit trail. */
export const ReasonForm = z.object({ reason: z.string().trim().min(3, "required").max(500) });
