import { addDays } from "date-fns";
import { findFunding, fundingAt } from "@/server/gateway/funding";
import { AppError, prismaCode, toAppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { systemOf } from "@/server/testing/people";
import { endDueLots } from "../credit-lot/end-due";
import { adjustBalance } from "../ledger/service/adjust";
import { reverseEntry } from "../ledger/service/reverse";
import { transferQuota } from "../ledger/service/transfer";
import { chargeOperation, reserveOperation, settleOperation } from "../ledger/testing/operations";
import { OrderCreateInput, RefundCreateInput } from "../order/schema";
import { cancelOrder } from "../order/service/close";
import { completeOrderByHand } from "../order/service/complete-by-hand";
import { createOrder } from "../order/service/create";
import { refundOrder } from "../order/service/refund";
import { redeemCode } from "../redemption/service/redeem";
import { transferRewards } from "../referral/service/transfer";
import { checkIn } from "../reward/service";
import { FUNDING_ORDERS, SubscribeInput, SubscriptionCancelInput } from "../subscription/schema";
import { cancelSubscription } from "../subscription/service/cancel";
import { subscribe } from "../subscription/service/subscribe";
import { CREDIT_DAYS, type Customer, type World } from "./world";

/** One act of somebody: who, to whom, how much, and which of several things (`pick`, any number). */
export type Step = { verb: VerbName; user: number; other: number; amount: bigint; pick: number };

type Verb = {
  run(world: World, step: Step): Promise<unknown>;
  /** Every reason this verb may refuse with; anything else is a defect. */
  refusals: readonly string[];
};

const HOLD_MS = 600_000;
const STALE = "common.stale_version";
const TOO_LOW = "ledger.balance_too_low";

export const VERBS = {
  adjust: {
    run: (world, { user, amount, pick }) =>
      adjustBalance(world.staff, {
        userId: customer(world, user).id,
        amount: pick % 2 === 0 ? amount : -amount,
        reason: "a test",
        idempotencyKey: newId("req"),
      }),
    refusals: [TOO_LOW],
  },
  transfer: {
    run: (world, { user, other, amount }) =>
      transferQuota(world.staff, {
        fromUserId: customer(world, user).id,
        toUserId: customer(world, other).id,
        amount,
        reason: "a test",
        idempotencyKey: newId("req"),
      }),
    refusals: [TOO_LOW, "ledger.same_account"],
  },
  reverse: {
    run: async (world, { user, pick }) => {
      const where = { userId: customer(world, user).id };
      const entries = await world.db.ledgerEntry.findMany({ where, orderBy: { id: "desc" }, take: 5 });
      const entry = entries[pick % Math.max(1, entries.length)];
      if (entry) await reverseEntry(world.staff, { entryId: entry.id, reason: "a mistake" });
    },
    refusals: [TOO_LOW, "ledger.not_reversible", "ledger.belongs_to_order", "ledger.already_reversed"],
  },
  redeem: {
    run: (world, { user, pick }) =>
      redeemCode(customer(world, user).ctx, { code: world.codes[pick % world.codes.length] ?? "" }),
    refusals: ["redemption.used", "redemption.used_by_you", "redemption.exhausted"],
  },
  expire: {
    run: (world, { pick }) => {
      const later = addDays(new Date(), pick % (2 * CREDIT_DAYS));
      return endDueLots({ ...systemOf(world.db), clock: () => later });
    },
    refusals: [],
  },
  order: {
    run: (world, { user, pick }) =>
      createOrder(
        customer(world, user).ctx,
        OrderCreateInput.parse({
          item: { purpose: "top_up", quota: 500_000n * BigInt(1 + (pick % 3)) },
          provider: "manual",
          method: "bank_transfer",
          idempotencyKey: newId("req"),
        }),
      ),
    refusals: ["order.too_many_open"],
  },
  cancelOrder: {
    run: async (world, { user }) => {
      const order = await orderOf(world, user, "pending");
      if (order) await cancelOrder(customer(world, user).ctx, { id: order, reason: "" });
    },
    refusals: ["order.already_paid", "order.already_cancelled"],
  },
  pay: {
    run: async (world, { user, pick }) => {
      const order = await orderOf(world, user, pick % 5 === 0 ? "cancelled" : "pending");
      if (order)
        await completeOrderByHand(world.staff, { id: order, proof: "seen at the bank", reason: "it is there" });
    },
    refusals: ["order.already_paid"],
  },
  refund: {
    run: async (world, { user, amount, pick }) => {
      const order = await orderOf(world, user, "paid");
      if (!order) return;
      const input = { id: order, amountMinor: pick % 2 ? 1n + (amount % 100n) : 100n, channel: "outside" };
      const form = { reason: "asked for it", acceptsUncollectable: true, idempotencyKey: newId("req") };
      await refundOrder(world.staff, RefundCreateInput.parse({ ...input, ...form }));
    },
    refusals: [STALE, "order.refund_too_large"],
  },
  checkIn: {
    run: (world, { user, pick }) => {
      const day = addDays(new Date(), pick % 4);
      return checkIn({ ...customer(world, user).ctx, clock: () => day });
    },
    refusals: ["reward.checked_in_already"],
  },
  moveRewards: {
    run: (world, { user, amount }) =>
      transferRewards(customer(world, user).ctx, { amount: 1n + (amount % 9_000n), idempotencyKey: newId("req") }),
    refusals: ["referral.balance_too_low"],
  },
  subscribe: {
    run: (world, { user }) =>
      subscribe(
        customer(world, user).ctx,
        SubscribeInput.parse({ planVersionId: world.planVersionId, idempotencyKey: newId("req") }),
      ),
    refusals: [TOO_LOW, "subscription.already_active", "subscription.balance_too_low"],
  },
  endPlan: {
    run: async (world, { user }) => {
      const where = { userId: customer(world, user).id, status: "active" };
      const row = await world.db.subscription.findFirst({ where, select: { id: true } });
      if (!row) return;
      const input = { id: row.id, at: "now", isRefunded: true, reason: "asked for it" };
      await cancelSubscription(world.staff, SubscriptionCancelInput.parse(input));
    },
    refusals: [STALE, "subscription.ended"],
  },
  reserve: {
    run: async (world, step) => {
      const operation = reserveOperation(newId("req"), step.amount, await payer(world, step));
      const { isReserved } = await writerOf(world, step.pick).reserve(operation);
      if (isReserved) world.holds.push(operation);
    },
    refusals: [],
  },
  settle: {
    run: async (world, { amount, pick }) => {
      const held = world.holds.shift();
      if (!held) return;
      const { userId, tokenId, funding, createdAt } = held;
      const log = { userId, tokenId, createdAt };
      await writerOf(world, pick).settle(settleOperation(held.requestId, amount, { funding, log }));
    },
    refusals: [],
  },
  charge: {
    run: async (world, step) => {
      const { userId, tokenId, funding, createdAt } = await payer(world, step);
      const log = { userId, tokenId, createdAt };
      const cost = { amount: step.amount, charge: step.amount / 2n };
      const operation = chargeOperation(newId("req"), cost, { userId, tokenId, funding, log });
      await writerOf(world, step.pick).charge(operation);
    },
    refusals: [],
  },
} as const satisfies Record<string, Verb>;

export type VerbName = keyof typeof VERBS;
export const VERB_NAMES = Object.keys(VERBS) as VerbName[];

/** Does a step. Out: null where it was done, else the reason it was refused for; throws what is no declared refusal. */
export async function take(world: World, step: Step): Promise<string | null> {
  const verb: Verb = VERBS[step.verb];
  try {
    await verb.run(world, step);
    return null;
  } catch (error) {
    const { reason } = toAppError(error);
    if (error instanceof AppError && reason !== undefined && verb.refusals.includes(reason)) return reason;
    throw new Error(`${step.verb} failed with ${reason ?? prismaCode(error)}`, { cause: error });
  }
}

function customer(world: World, index: number): Customer {
  const found = world.customers[index % world.customers.length];
  if (!found) throw new Error("a world has customers");
  return found;
}

/** Who asks when, and what pays for it: the plans of that moment and the wallet, in one of the orders there are. */
async function payer(world: World, { user, pick }: Step) {
  const { id: userId, tokenId } = customer(world, user);
  const fundingOrder = FUNDING_ORDERS[pick % FUNDING_ORDERS.length] ?? "plan_first";
  const account = await findFunding(world.db, { id: userId, fundingOrder });
  const createdAt = Date.now();
  return { userId, tokenId, createdAt, expiresAt: createdAt + HOLD_MS, funding: fundingAt(account, createdAt) };
}

/** Two processes of one site serve requests. */
function writerOf({ writers }: World, pick: number) {
  return writers[pick % 2 === 0 ? 0 : 1];
}

async function orderOf(world: World, user: number, status: string): Promise<string | undefined> {
  const where = { userId: customer(world, user).id, status };
  return (await world.db.paymentOrder.findFirst({ where, select: { id: true } }))?.id;
}
