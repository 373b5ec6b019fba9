import { z } from "zod";
import { RowNumber } from "@/server/kernel/row-number-schema";

/** Folders inside folders, so deep at most. */
export const CATEGORY_DEPTH_MAX = 6;
export const CATEGORIES_MAX = 500;

export const CategoryId = z.string().startsWith("cat_").max(32);
const name = z.string().trim().min(1).max(64);
const description = z.string().trim().max(500);
const reason = z.string().trim().max(500).optional();
const version = RowNumber;
const position = z.number().int().min(0).max(100_000);

export const CategoryCreateInput = z.object({
  name,
  description: description.default(""),
  /** Null: at the top. */
  parentId: CategoryId.nullable().default(null),
  position: position.default(0),
  isActive: z.boolean().default(true),
  reason,
});
export type CategoryCreateInput = z.output<typeof CategoryCreateInput>;

export const CategoryUpdateInput = z.object({
  id: CategoryId,
  /** The version the editor read. */
  version,
  name: name.optional(),
  description: description.optional(),
  parentId: CategoryId.nullable().optional(),
  position: position.optional(),
  isActive: z.boolean().optional(),
  reason,
});
export type CategoryUpdateInput = z.output<typeof CategoryUpdateInput>;

export const CategoryDeleteInput = z.object({ id: CategoryId, version, reason });
export type CategoryDeleteInput = z.output<typeof CategoryDeleteInput>;

/** A category as its history, drafts and exports have it. */
export const CategoryContent = z.object({
  name,
  description,
  parentId: CategoryId.nullable(),
  position,
  isActive: z.boolean(),
});
export type CategoryContent = z.output<typeof CategoryContent>;
