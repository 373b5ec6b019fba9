import { z } from "zod";

/** What the check on the page gave; one use each. */
export const BotCheckToken = z.string().max(4_096).optional();

/** What the frame with the check tells the page around it: a token, or that there is none (any more). */
export const BotCheckMessage = z.object({
  botCheck: z.string().max(4_096).nullable(),
  isBroken: z.boolean().default(false),
});
