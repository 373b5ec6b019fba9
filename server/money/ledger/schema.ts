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

/** A signed change of a balance by hand, in quota units (1/500,000 US dollar). */
export const AdjustBalanceInput = z.object({
  userId: z.string().min(1).max(32),
  amount: z
    .bigint()
    .min(-UNITS_MAX)
    .max(UNITS_MAX)
    .refine((amount) => amount !== 0n, "ledger.amount_zero"),
  reason: z.string().trim().min(3).max(500),
  /** Made once by the form: sending it twice changes the balance once. */
  idempotencyKey: z.string().min(8).max(128),
});
export type AdjustBalanceInput = z.output<typeof AdjustBalanceInput>;

const UserId = z.string().min(1).max(32);

/** What the list, the export and the page's URL may ask for. No user: everybody's, which takes the right for it. */
export const LedgerFilter = z.object({
  userId: UserId.optional(),
  kinds: z.array(z.enum(LEDGER_KINDS)).max(LEDGER_KINDS.length).optional(),
  reference: z.string().trim().min(1).max(191).optional(),
  actorId: UserId.optional(),
  from: z.date().optional(),
  to: z.date().optional(),
  sign: z.enum(["credit", "debit"]).optional(),
});
export type LedgerFilter = z.output<typeof LedgerFilter>;

export const ListLedgerInput = PageInput.extend(LedgerFilter.shape);
export type ListLedgerInput = z.output<typeof ListLedgerInput>;

export const LedgerEntryIdInput = z.object({ id: z.string().startsWith("led_").max(32) });
