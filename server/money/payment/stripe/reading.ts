import Stripe from "stripe";
import { getSetting } from "@/server/configuration/setting/current";
import { finding } from "../finding";
import type { CallbackReading, PaymentNews, RawCallback } from "../provider";

/** Copied events are refused after this; measured from when we got one, so a stored one can be judged again later. */
const TOLERANCE_SECONDS = 300;

/** The name under which our order number travels with a charge. */
export const ORDER_METADATA = "order_id";

/** Reads a webhook: its signature is checked on the raw body, by Stripe's package, before anything is parsed. */
export function readWebhook(raw: RawCallback): CallbackReading {
  let event: Stripe.Event;
  try {
    event = Stripe.webhooks.constructEvent(
      raw.body,
      raw.headers["stripe-signature"] ?? "",
      getSetting("payment.stripeWebhookSecret"),
      TOLERANCE_SECONDS,
      undefined,
      raw.receivedAt.getTime(),
    );
  } catch {
    // Wrong, too old or not there: to us it is all the same, and who forges learns nothing.
    return { kind: "forged", finding: finding("signature") };
  }
  return readEvent(event);
}

function readEvent(event: Stripe.Event): CallbackReading {
  const eventId = `stripe:${event.id}`;
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      return sessionReading(event.data.object, { eventId });
    case "checkout.session.async_payment_failed":
      return sessionReading(event.data.object, { eventId, outcome: "failed" });
    case "checkout.session.expired":
      return sessionReading(event.data.object, { eventId, outcome: "expired" });
    case "charge.refunded":
      return refundReading(event.data.object, eventId);
    default:
      return { kind: "ignored", finding: finding("event_type", { type: event.type }) };
  }
}

type SessionEvent = { eventId: string; outcome?: "failed" | "expired" };

function sessionReading(session: Stripe.Checkout.Session, { eventId, outcome }: SessionEvent): CallbackReading {
  if (!session.client_reference_id) return { kind: "ignored", finding: finding("names_no_order") };
  const news = sessionNews(session, eventId);
  if (outcome) return { kind: "news", news: { ...news, outcome } };
  if (news.outcome === "paid") return { kind: "news", news };
  return { kind: "ignored", finding: finding("on_its_way"), orderId: news.orderId };
}

/** What a session says, as an event or as the answer to a question. */
export function sessionNews(session: Stripe.Checkout.Session, eventId: string | null): PaymentNews {
  return {
    outcome: session.payment_status === "paid" ? "paid" : session.status === "expired" ? "expired" : "unpaid",
    orderId: session.client_reference_id ?? "",
    amountMinor: BigInt(session.amount_total ?? 0),
    currency: (session.currency ?? "").toUpperCase(),
    reference: session.id,
    eventId,
  };
}

function refundReading(charge: Stripe.Charge, eventId: string): CallbackReading {
  const orderId = charge.metadata[ORDER_METADATA];
  if (!orderId) return { kind: "ignored", finding: finding("names_no_order") };
  const news: PaymentNews = {
    outcome: "refunded",
    orderId,
    amountMinor: BigInt(charge.amount),
    currency: charge.currency.toUpperCase(),
    reference: null,
    eventId,
    refundedMinor: BigInt(charge.amount_refunded),
  };
  return { kind: "news", news };
}
