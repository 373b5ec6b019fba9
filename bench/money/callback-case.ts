import { updateSettings } from "@/server/configuration/setting/service";
import { newId } from "@/server/kernel/ids";
import { OrderCreateInput } from "@/server/money/order/schema";
import { createOrder } from "@/server/money/order/service/create";
import { signEpay } from "@/server/money/payment/epay/signature";
import { toDecimalText } from "@/server/money/payment/minor-amount";
import { requireEnabledProvider } from "@/server/money/payment/registry";
import { receiveCallback } from "@/server/money/payment/service/receive";
import { signedInAs, systemOf } from "@/server/testing/people";
import { addCheck, addRow, type Bench, timed } from "./rows";

const MERCHANT = "1001";
const KEY = "the key of the bench";
const QUOTA = 5_000_000n;

/** A provider says the same thing many times at once: every copy is stored and answered, and one credits. */
export async function measureCallback(bench: Bench): Promise<void> {
  const { plan, site } = bench;
  await configure(bench);
  const { user, ctx } = await signedInAs(site.db, "user");
  const eachMs: number[] = [];
  const answers: string[] = [];
  let tookMs = 0;
  for (let payment = 0; payment < plan.payments; payment += 1) {
    const form = { provider: "epay", method: "alipay", idempotencyKey: newId("req") };
    const { id } = await createOrder(
      ctx,
      OrderCreateInput.parse({ item: { purpose: "top_up", quota: QUOTA }, ...form }),
    );
    const incoming = await wordOf(bench, id);
    const receive = async () => {
      const answer = await timed(() =>
        receiveCallback(systemOf(site.db), requireEnabledProvider("epay"), { ...incoming }),
      );
      eachMs.push(answer.tookMs);
      answers.push(answer.result?.body ?? "");
    };
    const burst = await timed(() => Promise.all(Array.from({ length: plan.copies }, receive)));
    tookMs += burst.tookMs;
  }
  const count = plan.payments * plan.copies;
  addRow(bench, { name: "copies of one callback answered", concurrency: plan.copies, count, tookMs, eachMs });
  const credits = await site.db.ledgerEntry.count({ where: { userId: user.id, kind: "top_up", amount: QUOTA } });
  const stored = await site.db.paymentEvent.count();
  const ok = credits === plan.payments && stored === count && answers.every((answer) => answer === "success");
  const detail = `${credits} credits of ${plan.payments} payments, ${stored} of ${count} callbacks stored`;
  addCheck(bench, `${plan.copies} copies at once: one credit`, { ok, detail });
}

async function configure({ site }: Bench): Promise<void> {
  const values = {
    "site.publicUrl": "https://gatehouse.example.com",
    "payment.epayUrl": "https://pay.example.com",
    "payment.epayMerchantId": MERCHANT,
    "payment.epayKey": KEY,
  };
  const changes = Object.entries(values).map(([key, value]) => ({ key, value, version: 0 }));
  await updateSettings(systemOf(site.db), { changes });
}

async function wordOf({ site }: Bench, orderId: string) {
  const order = await site.db.paymentOrder.findUniqueOrThrow({ where: { id: orderId } });
  const fields = {
    pid: MERCHANT,
    trade_no: `t-${orderId}`,
    out_trade_no: orderId,
    type: "alipay",
    name: "credit",
    money: toDecimalText(order.amountMinor, order.currency),
    trade_status: "TRADE_SUCCESS",
  };
  const body = new URLSearchParams({ ...fields, sign: signEpay(fields, KEY), sign_type: "MD5" }).toString();
  return { method: "POST", headers: {}, body, path: "/api/pay/epay", isTooLarge: false } as const;
}
