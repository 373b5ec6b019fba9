import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { type Answer, payPage, type ServedRequest, startLocalServer } from "./http";

export type StripeSession = {
  id: string;
  object: "checkout.session";
  client_reference_id: string;
  amount_total: number;
  currency: string;
  mode: string;
  status: "open" | "complete" | "expired";
  payment_status: "unpaid" | "paid";
  payment_intent: string;
  url: string;
  success_url: string;
  metadata: Record<string, string>;
};

export type SignedWebhook = { body: string; headers: Record<string, string> };

export type StripeServer = {
  url: string;
  port: number;
  secretKey: string;
  webhookSecret: string;
  sessions: Map<string, StripeSession>;
  refunds: { id: string; amount: number; payment_intent: string; key: string }[];
  /** Calls made, by idempotency key where they had one. */
  calls: string[];
  /** What the next refunds meet. `silent`: done, but answered with an error of the server. */
  refundBehaviour: { mode: "ok" | "refuse" | "silent" };
  /** Where webhooks are sent by the payment page. */
  webhookUrl: { current: string };
  sessionOf(orderId: string): StripeSession;
  /** A customer came and paid. Does not call anybody back. */
  pay(orderId: string): StripeSession;
  /** A signed event about an order's session; signed with another secret where one is given. */
  sessionEvent(type: string, orderId: string, options?: EventOptions): SignedWebhook;
  refundEvent(orderId: string, amountRefunded: number): SignedWebhook;
  close(): Promise<void>;
};

export type EventOptions = { id?: string; secret?: string; changes?: Partial<StripeSession>; at?: Date };

const SECRET_KEY = "sk_test_of_the_tests";
const WEBHOOK_SECRET = "whsec_of_the_tests";

/** Stripe's API as far as we use it, on loopback: sessions, refunds with idempotency keys, a payment page and webhooks. */
export async function startStripeServer(options: { port?: number } = {}): Promise<StripeServer> {
  const sessions = new Map<string, StripeSession>();
  const answers = new Map<string, Answer>();
  const refunds: StripeServer["refunds"] = [];
  const calls: string[] = [];
  const refundBehaviour: StripeServer["refundBehaviour"] = { mode: "ok" };
  const webhookUrl = { current: "" };
  const local = await startLocalServer(route, options.port);
  const nextId = (prefix: string) => `${prefix}_test_${randomUUID().replaceAll("-", "")}`;

  async function route(request: ServedRequest): Promise<Answer> {
    const { pathname, searchParams } = request.url;
    if (pathname === "/pay" && request.method === "POST") return payAndReturn(searchParams.get("session") ?? "");
    if (pathname === "/pay") return showPage(searchParams.get("session") ?? "");
    if (request.headers.authorization !== `Bearer ${SECRET_KEY}`) return fault(401, "Invalid API Key provided");
    const key = request.headers["idempotency-key"] ?? "";
    calls.push(`${request.method} ${pathname} ${key}`);
    const known = key ? answers.get(key) : undefined;
    const answer = known ?? api(request, key);
    if (key) answers.set(key, answer);
    if (pathname === "/v1/refunds" && refundBehaviour.mode === "silent") return fault(500, "try again");
    return answer;
  }

  function api({ method, url, form }: ServedRequest, key: string): Answer {
    const [, , resource, kind, id, verb] = url.pathname.split("/");
    if (resource === "refunds" && method === "POST") return refund(form, key);
    if (resource !== "checkout" || kind !== "sessions") return fault(404, "Unrecognized request URL");
    if (!id) return createSession(form);
    const session = sessions.get(id);
    if (!session) return fault(404, `No such checkout.session: ${id}`);
    if (verb === "expire") session.status = "expired";
    return ok(session);
  }

  function createSession(form: Record<string, string>): Answer {
    const id = nextId("cs");
    const session: StripeSession = {
      id,
      object: "checkout.session",
      client_reference_id: form.client_reference_id ?? "",
      amount_total: Number(form["line_items[0][price_data][unit_amount]"]),
      currency: form["line_items[0][price_data][currency]"] ?? "",
      mode: form.mode ?? "",
      status: "open",
      payment_status: "unpaid",
      payment_intent: nextId("pi"),
      url: `${local.url}/pay?session=${id}`,
      success_url: form.success_url ?? "",
      metadata: { order_id: form["metadata[order_id]"] ?? "" },
    };
    sessions.set(id, session);
    return ok(session);
  }

  function refund(form: Record<string, string>, key: string): Answer {
    if (refundBehaviour.mode === "refuse") return fault(400, "Charge has been charged back");
    const made = { id: nextId("re"), amount: Number(form.amount), payment_intent: form.payment_intent ?? "", key };
    refunds.push(made);
    return ok({ ...made, object: "refund", status: "succeeded" });
  }

  function sessionOf(orderId: string): StripeSession {
    const found = [...sessions.values()].find((session) => session.client_reference_id === orderId);
    if (!found) throw new Error(`Stripe knows no session for ${orderId}`);
    return found;
  }

  function pay(orderId: string): StripeSession {
    return Object.assign(sessionOf(orderId), { status: "complete", payment_status: "paid" });
  }

  function showPage(id: string): Answer {
    const session = sessions.get(id);
    if (!session) return fault(404, "no such page");
    const amount = `${session.amount_total} ${session.currency}`;
    return payPage({ title: "Checkout", amount, action: `/pay?session=${id}` });
  }

  async function payAndReturn(id: string): Promise<Answer> {
    const { client_reference_id: orderId = "", success_url: location = "" } = sessions.get(id) ?? {};
    pay(orderId);
    const { body, headers } = sessionEvent("checkout.session.completed", orderId);
    await fetch(webhookUrl.current, { method: "POST", headers, body });
    return { status: 303, body: "", location };
  }

  function sessionEvent(type: string, orderId: string, event: EventOptions = {}): SignedWebhook {
    return sign({ type, object: { ...sessionOf(orderId), ...event.changes } }, event);
  }

  function refundEvent(orderId: string, amountRefunded: number): SignedWebhook {
    const { amount_total: amount, currency, payment_intent } = sessionOf(orderId);
    const metadata = { order_id: orderId };
    const object = { object: "charge", amount, currency, payment_intent, amount_refunded: amountRefunded, metadata };
    return sign({ type: "charge.refunded", object }, {});
  }

  function sign(
    event: { type: string; object: object },
    { id, secret = WEBHOOK_SECRET, at }: EventOptions,
  ): SignedWebhook {
    const body = JSON.stringify({
      id: id ?? nextId("evt"),
      object: "event",
      type: event.type,
      data: { object: event.object },
    });
    const timestamp = Math.floor((at?.getTime() ?? Date.now()) / 1_000);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret, timestamp });
    return { body, headers: { "content-type": "application/json", "stripe-signature": signature } };
  }

  return {
    url: local.url,
    port: local.port,
    secretKey: SECRET_KEY,
    webhookSecret: WEBHOOK_SECRET,
    sessions,
    refunds,
    calls,
    refundBehaviour,
    webhookUrl,
    sessionOf,
    pay,
    sessionEvent,
    refundEvent,
    close: local.close,
  };
}

function ok(value: object): Answer {
  return { status: 200, body: JSON.stringify(value) };
}

function fault(status: number, message: string): Answer {
  return { status, body: JSON.stringify({ error: { type: "invalid_request_error", message } }) };
}
