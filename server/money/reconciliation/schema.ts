import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";

/** Each rule holds two books against each other; its `unit` says what expected and actual count. */
export const RECONCILIATION_RULES = {
  balance: "quota",
  consumption: "quota",
  roll_up: "quota",
  allowance: "quota",
  order_credit: "quota",
  order_subscription: "count",
  order_refunds: "minor",
  event_order: "count",
  code_uses: "count",
  use_entry: "quota",
  refund_entry: "quota",
} as const;
export type ReconciliationRule = keyof typeof RECONCILIATION_RULES;
export const RULE_NAMES = Object.keys(RECONCILIATION_RULES) as [ReconciliationRule, ...ReconciliationRule[]];

/** Open; resolved: a person wrote why it is in order; gone: a later run found the books to agree. */
export const DIFFERENCE_STATUSES = ["open", "resolved", "gone"] as const;
export type DifferenceStatus = (typeof DIFFERENCE_STATUSES)[number];

export const RUN_STATUSES = ["running", "succeeded", "failed"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export const ListDifferencesInput = PageInput.extend({
  status: z.array(z.enum(DIFFERENCE_STATUSES)).max(DIFFERENCE_STATUSES.length).optional(),
  rule: z.array(z.enum(RULE_NAMES)).max(RULE_NAMES.length).optional(),
});
export type ListDifferencesInput = z.output<typeof ListDifferencesInput>;

const DifferenceId = z.string().startsWith("rcd_").max(32);

export const DifferenceIdInput = z.object({ id: DifferenceId });

export const ResolveDifferenceInput = DifferenceIdInput.extend({ resolution: z.string().trim().min(3).max(500) });
export type ResolveDifferenceInput = z.output<typeof ResolveDifferenceInput>;
