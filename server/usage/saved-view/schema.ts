import { z } from "zod";
import { RowNumber } from "@/server/kernel/row-number-schema";

/** Which list a view is of: the name its table has, "logs". */
const list = z.string().regex(/^[a-z][A-Za-z-]{0,63}$/);
const id = z.string().min(1).max(32);
const key = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(64);

const KEYS_MAX = 100;

function isSmall(record: Record<string, unknown>): boolean {
  return Object.keys(record).length <= KEYS_MAX;
}

/**
 * What a view keeps: the filters as the list's URL has them, the order, and how the table looks. Only its shape is checked here:
 * which filters and columns there are is the list's business, and changes over the years.
 */
export const ViewState = z.object({
  filters: z.record(key, z.string().max(8_000)).refine(isSmall),
  sort: z.string().max(80).nullable(),
  look: z.object({
    density: z.string().max(16),
    order: z.array(key).max(KEYS_MAX),
    visibility: z.record(key, z.boolean()).refine(isSmall),
    widths: z.record(key, z.number()).refine(isSmall),
    pinned: z.array(key).max(KEYS_MAX),
  }),
});
export type ViewState = z.output<typeof ViewState>;

export const ViewIdInput = z.object({ id });
export const ListViewsInput = z.object({ list });

export const ViewCreateInput = z.object({ list, name, isShared: z.boolean().default(false), state: ViewState });
export type ViewCreateInput = z.output<typeof ViewCreateInput>;

export const ViewUpdateInput = z.object({
  id,
  version: RowNumber,
  name: name.optional(),
  isShared: z.boolean().optional(),
  state: ViewState.optional(),
});
export type ViewUpdateInput = z.output<typeof ViewUpdateInput>;
