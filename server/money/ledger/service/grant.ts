import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { type BalanceChange, post } from "../post";

type GrantInput = { userId: string; amount: bigint; reason: string; idempotencyKey: string };

/**
 * Credits a new account, in the caller's transaction or one of its own, once per idempotency key. For set-up and account
 * creation, whose own audit event covers it. `amount` in quota units, above 0.
 */
export async function grant(ctx: ServiceContext, input: GrantInput): Promise<BalanceChange> {
  authorize(ctx, "user.create");
  if (input.amount <= 0n) throw new AppError("BAD_INPUT", { reason: "ledger.amount_not_positive" });
  return withTransaction(ctx, (tx) => post(tx, { ...input, kind: "grant" }));
}
