import { z } from "zod";

const ArchiveId = z.string().startsWith("arc_").max(32);

export const ArchiveIdInput = z.object({ id: ArchiveId });

export const ListArchivesInput = z.object({
  /** The last archive read. */
  cursor: ArchiveId.optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type ListArchivesInput = z.output<typeof ListArchivesInput>;
