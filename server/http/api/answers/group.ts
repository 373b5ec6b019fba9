import { z } from "zod";

export const GroupEntry = z.object({
  userCount: z.number(),
  tokenCount: z.number(),
  channelCount: z.number(),
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  ratio: z.string(),
  accountRatios: z.record(z.string(), z.string()),
  isSelectable: z.boolean(),
  addedGroups: z.array(z.string()),
  removedGroups: z.array(z.string()),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

export const CreateGroupAnswer = z.object({ name: z.string() });
