import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { bumpAccountVersion, nameChangedAccount } from "@/server/kernel/state-change";
import { withTransaction } from "@/server/kernel/transaction";
import { requireNotFollowed } from "../contract";
import type { SubscriptionAutoRenewInput } from "../schema";
import { change } from "./cancel";
import { findChangeable } from "./row";

/** Switches renewal from the wallet on or off. Out: whether anything changed. Throws NOT_FOUND, FORBIDDEN, CONFLICT. */
export async function setAutoRenew(
  ctx: ServiceContext,
  input: SubscriptionAutoRenewInput,
): Promise<{ isChanged: boolean }> {
  authorize(ctx, "subscription.manageOwn");
  return withTransaction(ctx, async (tx) => {
    await bumpAccountVersion(tx, "access", null);
    const row = await findChangeable(tx, input);
    await nameChangedAccount(tx, "access", row.userId);
    if (row.isAutoRenew === input.isAutoRenew) return { isChanged: false };
    if (input.isAutoRenew) await requireNotFollowed(tx, row);
    const after = { isAutoRenew: input.isAutoRenew, renewalError: "" };
    await change(tx, row, { action: "subscription.setAutoRenew", after, reason: input.reason });
    return { isChanged: true };
  });
}
