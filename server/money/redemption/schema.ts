import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumber } from "@/server/kernel/row-number-schema";

/** single: every code once. gift: every code several times, once a user. */
export const BATCH_KINDS = ["single", "gift"] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

/** What a batch is worth now: its status, or what the calendar makes of it. */
export const BATCH_STATES = ["creating", "scheduled", "active", "expired", "void"] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export const CODE_STATES = ["active", "scheduled", "expired", "used", "void"] as const;
export type CodeState = (typeof CODE_STATES)[number];

export const CODES_A_BATCH_MAX = 100_000;
export const GIFT_USES_MAX = 1_000_000;
/** Two million dollars a code: sums over the largest batch stay exact in every database. */
export const CODE_QUOTA_MAX_UNITS = 1_000_000_000_000n;
export const CREDIT_DAYS_MAX = 3_650;
export const CUSTOM_CODE_LENGTH_MIN = 6;

export const BatchId = z.string().startsWith("rdb_").max(32);
export const CodeId = z.string().startsWith("rdc_").max(32);
const userId = z.string().startsWith("usr_").max(32);
const version = RowNumber;
const name = z.string().trim().min(1).max(64);
const notes = z.string().trim().max(2_000);
/** Said by the staff member who acts; kept in the audit trail. */
const reason = z.string().trim().min(3).max(500);

/** Letters and digits in front of every code of a batch, so that people see what it is for. */
const prefix = z
  .string()
  .trim()
  .max(12)
  .regex(/^[0-9A-Za-z]*$/)
  .transform((text) => text.toUpperCase());

/** A code in somebody's own words; dashes only part it. */
const customCode = z
  .string()
  .trim()
  .max(40)
  .regex(/^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$/)
  .refine((text) => text.replaceAll("-", "").length >= CUSTOM_CODE_LENGTH_MIN);

export const CreateBatchInput = z.object({
  name,
  kind: z.enum(BATCH_KINDS),
  /** The one code of the batch; null: codes that nobody can guess. */
  customCode: customCode.nullable().default(null),
  codeCount: z.number().int().min(1).max(CODES_A_BATCH_MAX).default(1),
  prefix: prefix.default(""),
  /** What one use credits, in quota units. */
  quota: z.bigint().min(1n).max(CODE_QUOTA_MAX_UNITS),
  /** Uses of one gift code. */
  usesMax: z.number().int().min(1).max(GIFT_USES_MAX).default(1),
  validFrom: z.date().nullable().default(null),
  validUntil: z.date().nullable().default(null),
  /** Days until the credit ends, counted from its use; null: it stays. */
  creditDays: z.number().int().min(1).max(CREDIT_DAYS_MAX).nullable().default(null),
  notes: notes.default(""),
  /** Made once by the form: sending it twice makes one batch. */
  idempotencyKey: z.string().min(8).max(128),
});
export type CreateBatchInput = z.output<typeof CreateBatchInput>;

export const UpdateBatchInput = z.object({
  id: BatchId,
  /** The version the editor read. */
  version,
  name: name.optional(),
  notes: notes.optional(),
  validFrom: z.date().nullable().optional(),
  validUntil: z.date().nullable().optional(),
});
export type UpdateBatchInput = z.output<typeof UpdateBatchInput>;

export const BatchIdInput = z.object({ id: BatchId });

export const CODE_FORMATS = ["csv", "txt"] as const;
export type CodeFormat = (typeof CODE_FORMATS)[number];

export const TakeCodesInput = z.object({ id: BatchId, format: z.enum(CODE_FORMATS) });
export type TakeCodesInput = z.output<typeof TakeCodesInput>;

/** all: nothing of the batch can be redeemed any more. unused: codes that nobody has used yet. */
export const VoidBatchInput = z.object({ id: BatchId, extent: z.enum(["all", "unused"]), reason });
export type VoidBatchInput = z.output<typeof VoidBatchInput>;

export const VoidCodeInput = z.object({ id: CodeId, reason });
export type VoidCodeInput = z.output<typeof VoidCodeInput>;

/** Null: as long as the batch. */
export const SetCodeValidityInput = z.object({ id: CodeId, validUntil: z.date().nullable(), reason });
export type SetCodeValidityInput = z.output<typeof SetCodeValidityInput>;

/** Any text: what is wrong with it is for the service to say. */
const typedCode = z.string().max(200);

export const RedeemInput = z.object({ code: typedCode });
export type RedeemInput = z.output<typeof RedeemInput>;

export const RedeemForInput = z.object({ userId, code: typedCode, reason });
export type RedeemForInput = z.output<typeof RedeemForInput>;

export const ListBatchesInput = PageInput.extend({
  search: z.string().trim().max(191).optional(),
  state: z.array(z.enum(BATCH_STATES)).max(BATCH_STATES.length).optional(),
  kind: z.array(z.enum(BATCH_KINDS)).max(BATCH_KINDS.length).optional(),
  creatorId: userId.optional(),
});
export type ListBatchesInput = z.output<typeof ListBatchesInput>;

export const ListCodesInput = PageInput.extend({
  /** A whole code, its last four characters, its prefix, or an id of a code, batch or user. */
  search: z.string().trim().max(191).optional(),
  state: z.array(z.enum(CODE_STATES)).max(CODE_STATES.length).optional(),
  batchId: BatchId.optional(),
  /** Codes this user has redeemed. */
  userId: userId.optional(),
});
export type ListCodesInput = z.output<typeof ListCodesInput>;

export const ListUsesInput = PageInput.extend({
  batchId: BatchId.optional(),
  codeId: CodeId.optional(),
  userId: userId.optional(),
});
export type ListUsesInput = z.output<typeof ListUsesInput>;
