import { z } from "zod";
import { RowNumber } from "@/server/kernel/row-number-schema";

/** The group every account starts in; it always exists. */
export const DEFAULT_GROUP = "default";
/** Stands in a token for "the site's list of groups, in its order"; no group has this name. */
export const AUTO_GROUP = "auto";

export const GROUP_NAME_PATTERN = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;
/** Written into channels, tokens, logs and prices, so it never changes; the display name may. */
export const GroupName = z.string().trim().min(1).max(64).regex(GROUP_NAME_PATTERN);

/** A decimal text in 0..1000 with at most six decimals: what every price is multiplied with. */
export const GROUP_RATIO_PATTERN = /^(\d{1,3}(\.\d{1,6})?|1000(\.0{1,6})?)$/;
export const GroupRatio = z.string().trim().regex(GROUP_RATIO_PATTERN);

/** More groups than this nobody can tell apart. */
export const GROUPS_MAX = 500;
const groupNames = z
  .array(GroupName)
  .max(GROUPS_MAX)
  .transform((names) => [...new Set(names)]);
const accountRatios = z
  .record(GroupName, GroupRatio)
  .refine((ratios) => Object.keys(ratios).length <= GROUPS_MAX, "too many groups");

const displayName = z.string().trim().min(1).max(64);
const description = z.string().trim().max(500);
const version = RowNumber;
/** Why: it stands in the history. */
const reason = z.string().trim().max(500).optional();

/** A group as its history keeps it; its name is its id there. */
export const GroupContent = z.object({
  displayName,
  description,
  ratio: GroupRatio,
  /** By the name of an account's own group: the ratio it pays here instead. Names nobody has count for nothing. */
  accountRatios: accountRatios.default({}),
  isSelectable: z.boolean(),
  /** Its accounts may choose these, too. */
  addedGroups: groupNames.default([]),
  /** Its accounts may not choose these, although others may. */
  removedGroups: groupNames.default([]),
});
export type GroupContent = z.output<typeof GroupContent>;

export const GroupCreateInput = z.object({
  name: GroupName.refine((name) => name !== AUTO_GROUP, "the name stands for the site's list of groups"),
  displayName,
  description: description.default(""),
  ratio: GroupRatio.default("1"),
  accountRatios: accountRatios.default({}),
  isSelectable: z.boolean().default(false),
  addedGroups: groupNames.default([]),
  removedGroups: groupNames.default([]),
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
  accountRatios: accountRatios.optional(),
  isSelectable: z.boolean().optional(),
  addedGroups: groupNames.optional(),
  removedGroups: groupNames.optional(),
  /** Says yes to a ratio ten times higher or lower, or more, than before. */
  isJumpConfirmed: z.boolean().default(false),
  reason,
});
export type GroupUpdateInput = z.output<typeof GroupUpdateInput>;

export const GroupDeleteInput = z.object({ name: GroupName, version, reason });
export type GroupDeleteInput = z.input<typeof GroupDeleteInput>;

/** Whose choices: one's own when left out. */
export const GroupChoicesInput = z.object({ userId: z.string().startsWith("usr_").max(32).optional() });
