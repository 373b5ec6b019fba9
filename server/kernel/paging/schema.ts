import { z } from "zod";

/** What every keyset list takes: where to go on, and how many rows at most. */
export const PageInput = z.object({
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
