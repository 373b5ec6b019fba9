import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";

/** Every way a balance changes. */
export const LEDGER_KINDS = [
  "grant",
  "top_up",
  "redeem",
  "consume",
  "refund",
  "adjust",
  "transfer",
  "check_in",
  "referral",
  "subscription",
  "expire",
  "reversal",
] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

// A signed 64-bit column holds more; this is two billion dollars, and sums of it stay far from the edge.
const UNITS_MAX = 1_000_000_000_000_000n;

/** What a counter-entry may undo. Consumption is the gateway's, a reversal is final, and a transfer is made back. */
const REVERSIBLE = [
  "grant",
  "top_up",
  "redeem",
  "refund",
  "adjust",
  "check_in",
  "referral",
  "subscription",
  "expire",
] as const satisfies readonly LedgerKind[];

export function isReversibleKind(kind: string): boolean {
  return REVERSIBLE.some((reversible) => reversible === kind);
}

const UserId = z.string().min(1).max(32);
const EntryId = z.string().startsWith("led_").max(32);
const Reason = z.string().trim().min(3).max(500);
/** Made once by the form: sending it twice does it once. */
const IdempotencyKey = z.string().min(8).max(128);

/** A signed change of a balance by hand, in quota units (1/500,000 US dollar). */
export const AdjustBalanceInput = z.object({
  userId: UserId,
  amount: z
    .bigint()
    .min(-UNITS_MAX)
    .max(UNITS_MAX)
    .refine((amount) => amount !== 0n, "ledger.amount_zero"),
  reason: Reason,
  idempotencyKey: IdempotencyKey,
});
export type AdjustBalanceInput = z.output<typeof AdjustBalanceInput>;

export const TransferInput = z.object({
  fromUserId: UserId,
  toUserId: UserId,
  amount: z.bigint().min(1n).max(UNITS_MAX),
  reason: Reason,
  idempotencyKey: IdempotencyKey,
});
export type TransferInput = z.output<typeof TransferInput>;

/** No key of the form's own: an entry can be reversed once, whoever asks. */
export const ReverseEntryInput = z.object({ entryId: EntryId, reason: Reason });
export type ReverseEntryInput = z.output<typeof ReverseEntryInput>;

const Person = z.string().trim().min(1).max(191);

/** What the list, the export and the page's URL may ask for. No user: everybody's, which takes the right for it. */
export const LedgerFilter = z.object({
  userId: UserId.optional(),
  /** Whose, by id, user name or mail address. */
  user: Person.optional(),
  kinds: z.array(z.enum(LEDGER_KINDS)).max(LEDGER_KINDS.length).optional(),
  reference: z.string().trim().min(1).max(191).optional(),
  /** By whom, likewise. */
  actor: Person.optional(),
  from: z.date().optional(),
  to: z.date().optional(),
  sign: z.enum(["credit", "debit"]).optional(),
});
export type LedgerFilter = z.output<typeof LedgerFilter>;

export const ListLedgerInput = PageInput.extend(LedgerFilter.shape);
export type ListLedgerInput = z.output<typeof ListLedgerInput>;

export const LedgerEntryIdInput = z.object({ id: EntryId });

/** By hour, model and day a longer one would be more than anybody reads; the list and its export have no such limit. */
export const STATEMENT_DAYS_MAX = 93;

/** Whole hours: both ends move outwards to the next one, because consumption is kept by the hour. */
export const StatementInput = z.object({
  userId: UserId,
  from: z.date(),
  to: z.date(),
  /** Where the days of consumption begin. */
  timeZone: z.string().min(1).max(64).refine(isTimeZone, "ledger.unknown_time_zone").default("UTC"),
});
export type StatementInput = z.output<typeof StatementInput>;

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
