import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumber } from "@/server/kernel/row-number-schema";

export const TOKEN_STATUSES = ["enabled", "disabled"] as const;
export type TokenStatus = (typeof TOKEN_STATUSES)[number];

/** What a token is worth right now: its status, or why it does not work although it is enabled. */
export const TOKEN_STATES = ["enabled", "disabled", "expired", "exhausted"] as const;
export type TokenState = (typeof TOKEN_STATES)[number];

/** How long the key before a roll goes on working, in hours. */
export const ROLL_OVERLAPS_HOURS = [0, 1, 24, 168] as const;

export const TOKEN_BULK_ACTIONS = ["disable", "enable", "expire", "delete"] as const;
export type TokenBulkAction = (typeof TOKEN_BULK_ACTIONS)[number];

/** A deleted token can be brought back for this long. */
export const TOKEN_RESTORE_DAYS = 30;
/** A token nobody used for this long is worth a question. */
export const TOKEN_UNUSED_DAYS = 30;
export const TOKEN_BULK_MAX = 100;
/** Two billion dollars: far above any balance, far below what a 64-bit column holds. */
export const TOKEN_QUOTA_MAX_UNITS = 1_000_000_000_000_000n;

export const TokenId = z.string().startsWith("tok_").max(32);
const userId = z.string().startsWith("usr_").max(32);
const groupName = z.string().trim().min(1).max(64);
const version = RowNumber;
const reason = z.string().trim().max(500).optional();

export const MODEL_PATTERN = /^[^\s*]+\*?$/;
/** A model's whole name, or the beginning of names with one star at the end ("gpt-4o*"). */
export const ModelPattern = z.string().trim().min(1).max(191).regex(MODEL_PATTERN);

const modelLimits = z
  .array(ModelPattern)
  .max(500)
  .transform((patterns) => [...new Set(patterns)]);
/** Addresses and CIDR ranges, v4 or v6; the service brings them into one spelling and refuses what is none. */
const allowedIps = z.array(z.string().trim().min(2).max(64)).max(200);
const quota = z.bigint().min(0n).max(TOKEN_QUOTA_MAX_UNITS);

export const TokenListInput = PageInput.extend({
  /** "all" needs the right to read other people's tokens; the database is never asked without it. */
  scope: z.enum(["mine", "all"]).default("mine"),
  search: z.string().trim().max(191).optional(),
  state: z.array(z.enum(TOKEN_STATES)).max(TOKEN_STATES.length).optional(),
  userId: userId.optional(),
  group: z.array(groupName).max(50).optional(),
  isUnused: z.boolean().optional(),
  hasNoExpiry: z.boolean().optional(),
  /** Deleted tokens are listed only when asked for, and then alone. */
  isDeleted: z.boolean().optional(),
});
export type TokenListInput = z.output<typeof TokenListInput>;

export const TokenGetInput = z.object({ id: TokenId });

export const TokenCreateInput = z.object({
  /** Whose token: one's own when left out. */
  userId: userId.optional(),
  name: z.string().trim().min(1).max(64),
  expiresAt: z.date().nullable().default(null),
  isUnlimited: z.boolean().default(true),
  /** What it may spend when it is not unlimited, in quota units. */
  quotaUnits: quota.default(0n),
  modelLimits: modelLimits.default([]),
  allowedIps: allowedIps.default([]),
  /** Null: the group of the owner; "auto": the site's list of groups in its order. Left out: what the site says of new tokens. */
  groupName: groupName.nullable().optional(),
});
export type TokenCreateInput = z.output<typeof TokenCreateInput>;

export const TokenUpdateInput = z.object({
  id: TokenId,
  /** The version the editor read. */
  version,
  name: z.string().trim().min(1).max(64).optional(),
  expiresAt: z.date().nullable().optional(),
  isUnlimited: z.boolean().optional(),
  /** Signed change of what remains. Never a new total: requests spend from it while the form is open. */
  quotaAdjustUnits: z.bigint().min(-TOKEN_QUOTA_MAX_UNITS).max(TOKEN_QUOTA_MAX_UNITS).optional(),
  modelLimits: modelLimits.optional(),
  allowedIps: allowedIps.optional(),
  groupName: groupName.nullable().optional(),
});
export type TokenUpdateInput = z.output<typeof TokenUpdateInput>;

export const TokenRollInput = z.object({
  id: TokenId,
  version,
  overlapHours: z.literal(ROLL_OVERLAPS_HOURS),
});
export type TokenRollInput = z.output<typeof TokenRollInput>;

export const TokenStatusInput = z.object({ id: TokenId, status: z.enum(TOKEN_STATUSES), reason });
export type TokenStatusInput = z.output<typeof TokenStatusInput>;

export const TokenReasonInput = z.object({ id: TokenId, reason });
export type TokenReasonInput = z.output<typeof TokenReasonInput>;

export const TokenBulkInput = z.object({
  ids: z.array(TokenId).min(1).max(TOKEN_BULK_MAX),
  action: z.enum(TOKEN_BULK_ACTIONS),
  reason,
});
export type TokenBulkInput = z.output<typeof TokenBulkInput>;
