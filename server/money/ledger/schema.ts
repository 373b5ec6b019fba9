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

export const ListLedgerInput = PageInput.extend({
  userId: z.string().min(1).max(32),
  kinds: z.array(z.enum(LEDGER_KINDS)).max(LEDGER_KINDS.length).optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
export type ListLedgerInput = z.output<typeof ListLedgerInput>;
