import { withTransaction } from "@/server/kernel/transaction";
import { UNITS_PER_USD } from "@/server/money/order/price";
import { OrderCreateInput, RefundCreateInput } from "@/server/money/order/schema";
import { cancelOrder, closeOrder } from "@/server/money/order/service/close";
import { completeOrderByHand } from "@/server/money/order/service/complete-by-hand";
import { createOrder } from "@/server/money/order/service/create";
import { refundOrder } from "@/server/money/order/service/refund";
import { findOrder } from "@/server/money/order/service/row";
import type { PaymentMethod, PaymentProviderId } from "@/server/money/payment/provider-schema";
import { customerAt, DAY_MS, HOUR_MS, type Player, type Story } from "./cast";
import { callBack } from "./shop";

const ORDERS = 60;
const MINUTE_MS = 60_000;
const PROVIDERS = [
  { value: "epay", weight: 5 },
  { value: "stripe", weight: 4 },
  { value: "manual", weight: 2 },
] as const satisfies readonly { value: PaymentProviderId; weight: number }[];
const AMOUNTS_USD = [5, 10, 10, 20, 50] as const;
const FATES = [
  { value: "paid", weight: 40 },
  { value: "refunded", weight: 4 },
  { value: "partly_refunded", weight: 3 },
  { value: "cancelled", weight: 5 },
  { value: "expired", weight: 5 },
  { value: "failed", weight: 3 },
] as const;
type Fate = (typeof FATES)[number]["value"];

/** An order on its way. `at` is when it was made. */
export type Placed = { id: string; provider: PaymentProviderId; buyer: Player; at: number };

/** A month of top-ups in every state and by every provider, with what came of them. */
export function playOrders(story: Story): void {
  const { random, now, timeline } = story;
  for (let index = 0; index < ORDERS; index += 1) {
    const plan = {
      buyer: customerAt(story, index < 6 ? 0 : index),
      provider: random.weighted(PROVIDERS),
      usd: random.pick(AMOUNTS_USD),
      fate: random.weighted(FATES),
    };
    const at = now - random.between(9, 29 * 24) * HOUR_MS - random.between(0, 59) * MINUTE_MS;
    timeline.add(at, () => playOrder(story, { ...plan, at }));
  }
  // Bank transfers take days: the youngest have not come yet.
  for (const [index, hours] of [3, 20, 44].entries()) {
    const at = now - hours * HOUR_MS;
    const buyer = customerAt(story, index * 4);
    timeline.add(at, async () => void (await placeTopUp({ buyer, provider: "manual", usd: 20 + index * 30, at })));
  }
}

type OrderPlan = { buyer: Player; provider: PaymentProviderId; usd: number; at: number };

/** Makes an order for credit as its buyer, with its payment page. */
export async function placeTopUp({ buyer, provider, usd, at }: OrderPlan): Promise<Placed> {
  const method = ({ epay: usd > 10 ? "alipay" : "wxpay", stripe: "card", manual: "bank_transfer" } as const)[provider];
  const item = { purpose: "top_up" as const, quota: BigInt(usd) * UNITS_PER_USD };
  return place({ buyer, provider, at }, { item, method });
}

/** Makes an order as its buyer; the gateway hears of it once the buyer's browser is there. */
export async function place(
  { buyer, provider, at }: Omit<Placed, "id">,
  bought: { item: object; method: PaymentMethod },
): Promise<Placed> {
  const input = OrderCreateInput.parse({ ...bought, provider, idempotencyKey: `demo-${buyer.username}-${at}` });
  const { id, checkoutUrl } = await createOrder(buyer.at(at), input);
  if (provider === "epay") await fetch(checkoutUrl);
  return { id, provider, buyer, at };
}

async function playOrder(story: Story, plan: OrderPlan & { fate: Fate }): Promise<void> {
  const { timeline, random } = story;
  const order = await placeTopUp(plan);
  const endAt = plan.at + random.between(1, 25) * MINUTE_MS;
  switch (plan.fate) {
    case "cancelled":
      timeline.add(endAt, () => cancelOrder(plan.buyer.at(endAt), { id: order.id, reason: "" }));
      return;
    case "expired":
    case "failed":
      timeline.add(endAt, () => closeUnpaid(story, order, { status: plan.fate as "expired" | "failed", at: endAt }));
      return;
    default:
      timeline.add(endAt, () => payOrder(story, order, endAt));
  }
  const refundAt = endAt + random.between(3, 8) * HOUR_MS;
  if (plan.fate !== "paid") timeline.add(refundAt, () => giveBack(story, order, { at: refundAt, fate: plan.fate }));
}

async function closeUnpaid(
  { system }: Story,
  { id }: Placed,
  end: { status: "expired" | "failed"; at: number },
): Promise<void> {
  await withTransaction(system.at(end.at), async (tx) => {
    await closeOrder(tx, await findOrder(tx, id), { status: end.status });
  });
}

/** The money comes: the provider says so, or somebody finds it on the bank statement. */
export async function payOrder({ shop, system, operator }: Story, { id, provider }: Placed, at: number): Promise<void> {
  if (provider === "epay") {
    shop.epay.pay(id);
    await callBack(system.at(at), "epay", { body: new URLSearchParams(shop.epay.notifyFields(id)).toString() });
  } else if (provider === "stripe") {
    shop.stripe.pay(id);
    const event = shop.stripe.sessionEvent("checkout.session.completed", id, { at: new Date(at) });
    await callBack(system.at(at), "stripe", event);
  } else {
    const proof = `Statement of ${new Date(at).toISOString().slice(0, 10)}, reference ${id.slice(-8)}`;
    await completeOrderByHand(operator.at(at), { id, proof, reason: "The transfer is on the account" });
  }
}

async function giveBack({ operator }: Story, { id, provider }: Placed, how: { at: number; fate: Fate }): Promise<void> {
  const ctx = operator.at(how.at);
  const { amountMinor } = await findOrder(ctx, id);
  const isWhole = how.fate === "refunded";
  const input = RefundCreateInput.parse({
    id,
    amountMinor: isWhole ? amountMinor : amountMinor / 4n,
    channel: provider === "manual" ? "outside" : "provider",
    reason: isWhole ? "Bought twice by mistake" : "Goodwill after the outage",
    acceptsUncollectable: true,
    idempotencyKey: `demo-refund-${id}`,
  });
  await refundOrder(ctx, input);
}

/** Paid after it was cancelled: late money is money all the same. */
export async function payLate(story: Story, plan: OrderPlan): Promise<void> {
  const { timeline } = story;
  const order = await placeTopUp(plan);
  const cancelledAt = plan.at + 10 * MINUTE_MS;
  const paidAt = plan.at + DAY_MS / 2;
  timeline.add(cancelledAt, () => cancelOrder(plan.buyer.at(cancelledAt), { id: order.id, reason: "" }));
  timeline.add(paidAt, () => payOrder(story, order, paidAt));
}
