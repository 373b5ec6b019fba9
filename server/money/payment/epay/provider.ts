import { z } from "zod";
import { getSetting } from "@/server/configuration/setting/current";
import { outboundConnections } from "@/server/configuration/setting/outbound";
import type { SettingKey } from "@/server/configuration/setting/registry/all";
import { egressFetch } from "@/server/kernel/egress-fetch";
import { AppError } from "@/server/kernel/errors";
import { callbackUrl, joinUrl, returnUrl } from "../address";
import { finding } from "../finding";
import { fromDecimalText, toDecimalText } from "../minor-amount";
import type {
  CallbackReading,
  Checkout,
  CheckoutRequest,
  PaidOrder,
  PaymentNews,
  PaymentProvider,
  RawCallback,
  RefundAnswer,
  RefundRequest,
} from "../provider";
import { isEpaySigned, signEpay } from "./signature";

const CURRENCY = "CNY";
const MINUTE_MS = 60_000;
const CALLBACK_BYTES_MAX = 16 * 1024;
const REQUIRED = ["site.publicUrl", "payment.epayUrl", "payment.epayMerchantId", "payment.epayKey"] as const;

/** 易支付 gateways: a signed link to the payment page, and a signed callback by GET or by a posted form. */
export const epayProvider: PaymentProvider = {
  id: "epay",
  missing: (): SettingKey[] => REQUIRED.filter((key) => getSetting(key) === ""),
  methods: () => getSetting("payment.epayMethods"),
  acceptsCurrency: (currency) => currency === CURRENCY,
  expiryMs: () => getSetting("payment.orderExpiryMinutes") * MINUTE_MS,
  createCheckout: async (request) => checkoutOf(request),
  callback: {
    bytesMax: CALLBACK_BYTES_MAX,
    read: readCallback,
    // Anything but this one word makes the gateway repeat.
    answer: (verdict) => ({
      status: 200,
      body: verdict === "accepted" || verdict === "duplicate" || verdict === "ignored" ? "success" : "fail",
    }),
  },
  query: queryOrder,
  // Asking twice for a part of a payment would give it back twice: the protocol has no key for that.
  refund: () => (getSetting("payment.epayRefundEnabled") ? { isRepeatable: false, send: sendRefund } : null),
};

function checkoutOf(request: CheckoutRequest): Checkout {
  const fields = {
    pid: getSetting("payment.epayMerchantId"),
    type: request.method,
    out_trade_no: request.orderId,
    notify_url: callbackUrl("epay"),
    return_url: returnUrl(request.orderId),
    name: request.title,
    money: toDecimalText(request.amountMinor, CURRENCY),
    device: "pc",
  };
  const query = new URLSearchParams({
    ...fields,
    sign: signEpay(fields, getSetting("payment.epayKey")),
    sign_type: "MD5",
  });
  return { url: `${joinUrl(getSetting("payment.epayUrl"), "submit.php")}?${query}`, reference: null };
}

function readCallback(raw: RawCallback): CallbackReading {
  const fields = Object.fromEntries(new URLSearchParams(raw.body));
  if (!isEpaySigned(fields, getSetting("payment.epayKey"))) return { kind: "forged", finding: finding("signature") };
  const orderId = fields.out_trade_no ?? "";
  if (fields.pid !== getSetting("payment.epayMerchantId")) {
    return { kind: "mismatch", finding: finding("merchant", { pid: fields.pid ?? "" }), orderId };
  }
  if (fields.trade_status !== "TRADE_SUCCESS") {
    return { kind: "ignored", finding: finding("status", { status: fields.trade_status ?? "" }), orderId };
  }
  const amountMinor = fromDecimalText(fields.money ?? "", CURRENCY);
  if (amountMinor === null)
    return { kind: "mismatch", finding: finding("amount_unreadable", { amount: fields.money ?? "" }), orderId };
  const reference = fields.trade_no || null;
  const eventId = reference && `epay:${reference}`;
  return { kind: "news", news: { outcome: "paid", orderId, amountMinor, currency: CURRENCY, reference, eventId } };
}

const text = z.union([z.string(), z.number()]).transform(String);
const OrderAnswer = z.object({
  code: text,
  msg: text.optional(),
  trade_no: text.optional(),
  out_trade_no: text.optional(),
  money: text.optional(),
  status: text.optional(),
});

async function queryOrder(order: PaidOrder): Promise<{ news: PaymentNews; raw: string }> {
  const query = credentials({ act: "order", out_trade_no: order.id });
  const { body } = await egressFetch(outboundConnections("payment"), { url: `${apiUrl()}?${query}` });
  const answer = parseAnswer(body, OrderAnswer);
  const isPaid = answer.code === "1" && answer.status === "1" && answer.out_trade_no === order.id;
  const news: PaymentNews = {
    outcome: isPaid ? "paid" : "unpaid",
    orderId: order.id,
    amountMinor: fromDecimalText(answer.money ?? "", CURRENCY) ?? 0n,
    currency: CURRENCY,
    reference: answer.trade_no || null,
    eventId: answer.trade_no ? `epay:${answer.trade_no}` : null,
  };
  return { news, raw: body };
}

const RefundReply = z.object({ code: text, msg: text.optional() });

async function sendRefund({ refundId, order, amountMinor }: RefundRequest): Promise<RefundAnswer> {
  const form = credentials({
    trade_no: order.providerReference ?? "",
    out_trade_no: order.id,
    out_refund_no: refundId,
    money: toDecimalText(amountMinor, CURRENCY),
  });
  const { body } = await egressFetch(outboundConnections("payment"), {
    url: `${apiUrl()}?act=refund`,
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: form.toString(),
  });
  const answer = parseAnswer(body, RefundReply);
  if (answer.code === "1") return { outcome: "succeeded", reference: refundId };
  return { outcome: "refused", detail: answer.msg ?? `code ${answer.code}` };
}

function apiUrl(): string {
  return joinUrl(getSetting("payment.epayUrl"), "api.php");
}

/** The API has no signature: the key itself goes along, so these fields are for requests and never for records. */
function credentials(fields: Record<string, string>): URLSearchParams {
  return new URLSearchParams({
    pid: getSetting("payment.epayMerchantId"),
    key: getSetting("payment.epayKey"),
    ...fields,
  });
}

function parseAnswer<Schema extends z.ZodType>(body: string, schema: Schema): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(body));
  } catch (cause) {
    throw new AppError("UPSTREAM", {
      reason: "payment.answer_unreadable",
      meta: { detail: body.slice(0, 200) },
      cause,
    });
  }
}
