import { z } from "zod";
import { RowNumber } from "@/server/kernel/row-number-schema";

/** The group every account starts in; it always exists. */
export const DEFAULT_GROUP = "default";

export const GROUP_NAME_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
/** Written into channels, tokens, logs and prices, so it never changes; the display name may. */
export const GroupName = z.string().trim().min(1).max(64).regex(GROUP_NAME_PATTERN);

/** A decimal text in 0..1000 with at most six decimals: what every price is multiplied with. */
export const GROUP_RATIO_PATTERN = /^(\d{1,3}(\.\d{1,6})?|1000(\.0{1,6})?)$/;
export const GroupRatio = z.string().trim().regex(GROUP_RATIO_PATTERN);

const displayName = z.string().trim().min(1).max(64);
const description = z.string().trim().max(500);
const version = RowNumber;
/** Why: it stands in the history. */
const reason = z.string().trim().max(500).optional();

/** A group as its history keeps it; its name is its id there. */
export const GroupContent = z.object({ displayName, description, ratio: GroupRatio, isSelectable: z.boolean() });
export type GroupContent = z.output<typeof GroupContent>;

export const GroupCreateInput = z.object({
  name: GroupName,
  displayName,
  description: description.default(""),
  ratio: GroupRatio.default("1"),
  isSelectable: z.boolean().default(false),
  reason,
});
export type GroupCreateInput = z.output<typeof GroupCreateInput>;

export const GroupUpdateInput = z.object({
  name: GroupName,
  /** The version the editor read. */
  version,
  displayName: displayName.optional(),
  description: description.optional(),
  ratio: GroupRatio.optional(),
  isSelectable: z.boolean().optional(),
  /** Says yes to a ratio ten times higher or lower, or more, than before. */
  isJumpConfirmed: z.boolean().default(false),
  reason,
});
export type GroupUpdateInput = z.output<typeof GroupUpdateInput>;

export const GroupDeleteInput = z.object({ name: GroupName, version, reason });
export type GroupDeleteInput = z.input<typeof GroupDeleteInput>;

/** Whose choices: one's own when left out. */
export const GroupChoicesInput = z.object({ userId: z.string().startsWith("usr_").max(32).optional() });
