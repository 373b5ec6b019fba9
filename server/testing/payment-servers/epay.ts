import { isEpaySigned, signEpay } from "@/server/money/payment/epay/signature";
import { type Answer, payPage, type ServedRequest, startLocalServer } from "./http";

export type EpayPayment = {
  orderId: string;
  tradeNo: string;
  money: string;
  type: string;
  name: string;
  notifyUrl: string;
  returnUrl: string;
  isPaid: boolean;
  refunded: string[];
};

export type EpayServer = {
  url: string;
  port: number;
  merchantId: string;
  key: string;
  payments: Map<string, EpayPayment>;
  /** What the next refunds meet. `silent`: done, but the connection ends before the answer. */
  refundBehaviour: { mode: "ok" | "refuse" | "silent" };
  /** A customer came and paid. Does not call anybody back. */
  pay(orderId: string): EpayPayment;
  /** The fields of a callback about a paid order, signed; `changes` are made before, `tampering` after signing. */
  notifyFields(
    orderId: string,
    changes?: Record<string, string>,
    tampering?: Record<string, string>,
  ): Record<string, string>;
  close(): Promise<void>;
};

const KEY = "epay-key-of-the-tests";
const MERCHANT = "1001";

/**
 * An 易支付 gateway on loopback: submit.php, a page with a button, the callback, the query and the refund. It keeps what
 * it was sent and refuses what is not signed with the merchant's key.
 */
export async function startEpayServer(options: { port?: number } = {}): Promise<EpayServer> {
  const payments = new Map<string, EpayPayment>();
  const refundBehaviour: EpayServer["refundBehaviour"] = { mode: "ok" };
  const local = await startLocalServer((request) => route(request), options.port);

  function route(request: ServedRequest): Answer | Promise<Answer> {
    const { pathname, searchParams } = request.url;
    if (pathname === "/submit.php") return submit({ ...Object.fromEntries(searchParams), ...request.form });
    if (pathname === "/pay") return payAndReturn(searchParams.get("order") ?? "");
    if (pathname === "/api.php" && searchParams.get("act") === "order")
      return describe(Object.fromEntries(searchParams));
    if (pathname === "/api.php" && searchParams.get("act") === "refund") return refund(request.form);
    return json({ code: -1, msg: "no such call" }, 404);
  }

  function submit(fields: Record<string, string>): Answer {
    if (fields.pid !== MERCHANT || !isEpaySigned(fields, KEY)) return json({ code: -1, msg: "签名错误" }, 400);
    const orderId = fields.out_trade_no ?? "";
    const known = payments.get(orderId);
    payments.set(orderId, known ?? newPayment(fields));
    return payPage({ title: fields.name ?? "", amount: `¥${fields.money}`, action: `/pay?order=${orderId}` });
  }

  function newPayment(fields: Record<string, string>): EpayPayment {
    return {
      orderId: fields.out_trade_no ?? "",
      tradeNo: `2026${String(payments.size + 1).padStart(6, "0")}${String(Math.floor(performance.now() * 1000))}`,
      money: fields.money ?? "",
      type: fields.type ?? "",
      name: fields.name ?? "",
      notifyUrl: fields.notify_url ?? "",
      returnUrl: fields.return_url ?? "",
      isPaid: false,
      refunded: [],
    };
  }

  function pay(orderId: string): EpayPayment {
    const payment = payments.get(orderId);
    if (!payment) throw new Error(`the gateway knows no order ${orderId}`);
    payment.isPaid = true;
    return payment;
  }

  async function payAndReturn(orderId: string): Promise<Answer> {
    const payment = pay(orderId);
    await fetch(`${payment.notifyUrl}?${new URLSearchParams(notifyFields(orderId))}`);
    return { status: 302, body: "", location: payment.returnUrl };
  }

  function notifyFields(orderId: string, changes: Record<string, string> = {}, tampering: Record<string, string> = {}) {
    const payment = payments.get(orderId);
    const fields = {
      pid: MERCHANT,
      trade_no: payment?.tradeNo ?? "none",
      out_trade_no: orderId,
      type: payment?.type ?? "alipay",
      name: payment?.name ?? "",
      money: payment?.money ?? "0.00",
      trade_status: "TRADE_SUCCESS",
      ...changes,
    };
    return { ...fields, sign: signEpay(fields, KEY), sign_type: "MD5", ...tampering };
  }

  function describe(query: Record<string, string>): Answer {
    if (query.pid !== MERCHANT || query.key !== KEY) return json({ code: -3, msg: "密钥错误" });
    const payment = payments.get(query.out_trade_no ?? "");
    if (!payment) return json({ code: -1, msg: "订单不存在" });
    return json({
      code: 1,
      msg: "succ",
      trade_no: payment.tradeNo,
      out_trade_no: payment.orderId,
      type: payment.type,
      pid: Number(MERCHANT),
      money: payment.money,
      status: payment.isPaid ? 1 : 0,
    });
  }

  function refund(form: Record<string, string>): Answer {
    const payment = payments.get(form.out_trade_no ?? "");
    if (form.key !== KEY || !payment?.isPaid) return json({ code: -1, msg: "订单未支付" });
    if (refundBehaviour.mode === "refuse") return json({ code: -1, msg: "余额不足" });
    payment.refunded.push(form.money ?? "");
    if (refundBehaviour.mode === "silent") throw new Error("the gateway fell silent");
    return json({ code: 1, msg: "退款成功" });
  }

  return {
    url: local.url,
    port: local.port,
    merchantId: MERCHANT,
    key: KEY,
    payments,
    refundBehaviour,
    pay,
    notifyFields,
    close: local.close,
  };
}

function json(value: object, status = 200): Answer {
  return { status, body: JSON.stringify(value) };
}
