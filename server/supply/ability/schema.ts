import { z } from "zod";

/** Which channel serves which model in which group; all of it, or what is asked for. */
export const ListAbilitiesInput = z.object({
  group: z.string().trim().min(1).max(64).optional(),
  model: z.string().trim().min(1).max(191).optional(),
  channelId: z.string().startsWith("chn_").max(32).optional(),
  isEnabled: z.boolean().optional(),
  cursor: z.string().max(600).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListAbilitiesInput = z.output<typeof ListAbilitiesInput>;
