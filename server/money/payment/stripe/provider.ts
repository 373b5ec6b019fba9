import { getSetting } from "@/server/configuration/setting/current";
import type { SettingKey } from "@/server/configuration/setting/registry/all";
import { AppError } from "@/server/kernel/errors";
import { returnUrl } from "../address";
import type {
  Checkout,
  CheckoutRequest,
  PaidOrder,
  PaymentNews,
  PaymentProvider,
  RefundAnswer,
  RefundRequest,
} from "../provider";
import { CURRENCIES } from "../provider-schema";
import type { EventVerdict } from "../schema";
import { askStripe, stripeClient, stripeFault } from "./client";
import { ORDER_METADATA, readWebhook, sessionNews } from "./reading";

const MINUTE_MS = 60_000;
const CALLBACK_BYTES_MAX = 256 * 1024;
// Without the webhook's secret anybody could sign a payment: no secret, no provider.
const REQUIRED = [
  "site.publicUrl",
  "payment.stripeSecretKey",
  "payment.stripeWebhookSecret",
  "payment.stripeApiUrl",
] as const;

/** Stripe Checkout: a payment page of Stripe's, and webhooks that say what became of it. */
export const stripeProvider: PaymentProvider = {
  id: "stripe",
  missing: (): SettingKey[] => REQUIRED.filter((key) => getSetting(key) === ""),
  methods: () => ["card"],
  acceptsCurrency: (currency) => CURRENCIES.some((known) => known === currency),
  expiryMs: () => getSetting("payment.orderExpiryMinutes") * MINUTE_MS,
  createCheckout,
  closeCheckout,
  callback: { bytesMax: CALLBACK_BYTES_MAX, read: readWebhook, answer: (verdict) => ANSWERS[verdict] },
  query: querySession,
  refund: () => ({ isRepeatable: true, send: sendRefund }),
};

const OK = { status: 200, body: "ok" };

/** 2xx ends the deliveries: what a person has to look at is in the inbox, and would not get better by repeating. */
const ANSWERS = {
  accepted: OK,
  duplicate: OK,
  ignored: OK,
  unknown_order: OK,
  mismatch: OK,
  bad_signature: { status: 400, body: "bad signature" },
  too_large: { status: 413, body: "too large" },
  received: { status: 500, body: "not done" },
  failed: { status: 500, body: "not done" },
} as const satisfies Record<EventVerdict, { status: number; body: string }>;

async function createCheckout(request: CheckoutRequest): Promise<Checkout> {
  const { orderId, amountMinor, currency, title, expiresAt } = request;
  const session = await askStripe((client) =>
    client.checkout.sessions.create(
      {
        mode: "payment",
        client_reference_id: orderId,
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: currency.toLowerCase(),
              // The API speaks JSON numbers; the largest top-up is far below where they stop being exact.
              unit_amount: Number(amountMinor),
              product_data: { name: title },
            },
          },
        ],
        metadata: { [ORDER_METADATA]: orderId },
        payment_intent_data: { metadata: { [ORDER_METADATA]: orderId } },
        expires_at: Math.floor(expiresAt.getTime() / 1_000),
        success_url: returnUrl(orderId),
        cancel_url: returnUrl(orderId),
      },
      { idempotencyKey: `checkout:${orderId}` },
    ),
  );
  return { url: session.url ?? "", reference: session.id };
}

async function closeCheckout({ providerReference }: PaidOrder): Promise<void> {
  if (!providerReference) return;
  await askStripe((client) => client.checkout.sessions.expire(providerReference));
}

async function querySession(order: PaidOrder): Promise<{ news: PaymentNews; raw: string }> {
  const session = await askStripe((client) => client.checkout.sessions.retrieve(requireReference(order)));
  return { news: sessionNews(session, null), raw: JSON.stringify(session) };
}

async function sendRefund({ refundId, order, amountMinor }: RefundRequest): Promise<RefundAnswer> {
  const client = stripeClient();
  try {
    const session = await client.checkout.sessions.retrieve(requireReference(order));
    const intent = typeof session.payment_intent === "string" ? session.payment_intent : session.payment_intent?.id;
    if (!intent) return { outcome: "refused", detail: "Stripe knows of no payment for this order." };
    const refund = await client.refunds.create(
      { payment_intent: intent, amount: Number(amountMinor), metadata: { [ORDER_METADATA]: order.id } },
      { idempotencyKey: `refund:${refundId}` },
    );
    if (refund.status === "failed" || refund.status === "canceled") {
      return { outcome: "refused", detail: refund.failure_reason ?? refund.status };
    }
    return { outcome: "succeeded", reference: refund.id };
  } catch (error) {
    const { isRefusal, detail } = stripeFault(error);
    if (isRefusal) return { outcome: "refused", detail };
    throw error;
  }
}

function requireReference({ id, providerReference }: PaidOrder): string {
  if (providerReference) return providerReference;
  throw new AppError("PRECONDITION_FAILED", { reason: "payment.no_reference", meta: { order: id } });
}
