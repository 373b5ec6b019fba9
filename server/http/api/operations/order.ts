import { z } from "zod";
import {
  OrderCancelInput,
  OrderCompleteInput,
  OrderCreateInput,
  OrderIdInput,
  OrderListInput,
  RefundCreateInput,
  RefundPreviewInput,
  RefundResolveInput,
  TopUpQuoteInput,
} from "@/server/money/order/schema";
import { cancelOrder } from "@/server/money/order/service/close";
import { completeOrderByHand } from "@/server/money/order/service/complete-by-hand";
import { createOrder } from "@/server/money/order/service/create";
import { getOrder, listOrders } from "@/server/money/order/service/list";
import { getTopUpOptions, quoteTopUp } from "@/server/money/order/service/quote";
import { previewRefund, refundOrder, resolveRefund } from "@/server/money/order/service/refund";
import { EventIdInput, EventListInput, QueryProviderInput } from "@/server/money/payment/schema";
import { inspectPaymentSetup } from "@/server/money/payment/service/inspect";
import { getEvent, listEvents } from "@/server/money/payment/service/list";
import { queryProvider } from "@/server/money/payment/service/query";
import { replayEvent } from "@/server/money/payment/service/replay";
import {
  CompleteOrderByHandAnswer,
  CreateOrderAnswer,
  EventDetail,
  EventItem,
  InspectPaymentSetupAnswer,
  OrderDetail,
  OrderItem,
  PreviewRefundAnswer,
  QuoteTopUpEntry,
  RefundOrderAnswer,
  ReplayEventAnswer,
  TopUpOptionsDetail,
} from "../answers/order";
import { Nothing, operation, pageOf, tagged } from "../operation";

export const orderOperations = tagged("Orders and payments", [
  operation("listOrders", {
    method: "GET",
    path: "/orders",
    scope: "orders:read",
    summary: "List top-ups and other orders, the newest first",
    input: OrderListInput,
    output: pageOf(OrderItem),
    verb: listOrders,
  }),
  operation("getTopUpOptions", {
    method: "GET",
    path: "/orders/options",
    scope: "orders:read",
    summary: "How credit can be bought here",
    output: TopUpOptionsDetail,
    verb: getTopUpOptions,
  }),
  operation("quoteTopUp", {
    method: "POST",
    path: "/orders/quote",
    scope: "orders:read",
    summary: "What credit would cost",
    input: TopUpQuoteInput,
    output: z.array(QuoteTopUpEntry),
    verb: quoteTopUp,
  }),
  operation("createOrder", {
    method: "POST",
    path: "/orders",
    scope: "orders:write",
    status: 201,
    stepUpScope: "money:write",
    summary: "Place an order. For somebody else it also needs money:write",
    input: OrderCreateInput,
    output: CreateOrderAnswer,
    verb: createOrder,
  }),
  operation("getOrder", {
    method: "GET",
    path: "/orders/{id}",
    scope: "orders:read",
    summary: "Read an order",
    input: OrderIdInput,
    output: OrderDetail,
    verb: getOrder,
  }),
  operation("cancelOrder", {
    method: "POST",
    path: "/orders/{id}/cancel",
    scope: "orders:write",
    summary: "Cancel an order that is not paid",
    input: OrderCancelInput,
    output: Nothing,
    verb: cancelOrder,
  }),
  operation("completeOrderByHand", {
    method: "POST",
    path: "/orders/{id}/complete",
    scope: "money:write",
    summary: "Say that an order is paid, with the proof",
    input: OrderCompleteInput,
    output: CompleteOrderByHandAnswer,
    verb: completeOrderByHand,
  }),
  operation("previewRefund", {
    method: "GET",
    path: "/orders/{id}/refund-preview",
    scope: "money:write",
    summary: "What a refund would take back",
    input: RefundPreviewInput,
    output: PreviewRefundAnswer,
    verb: previewRefund,
  }),
  operation("refundOrder", {
    method: "POST",
    path: "/orders/{id}/refunds",
    scope: "money:write",
    status: 201,
    summary: "Give money of an order back",
    input: RefundCreateInput,
    output: RefundOrderAnswer,
    verb: refundOrder,
  }),
  operation("resolveRefund", {
    method: "POST",
    path: "/refunds/{id}/resolve",
    scope: "money:write",
    summary: "Say how a refund that nobody heard of again ended",
    input: RefundResolveInput,
    output: Nothing,
    verb: resolveRefund,
  }),
  operation("listEvents", {
    method: "GET",
    path: "/payments/events",
    scope: "payments:read",
    summary: "List what payment providers said, the latest first",
    input: EventListInput,
    output: pageOf(EventItem),
    verb: listEvents,
  }),
  operation("getEvent", {
    method: "GET",
    path: "/payments/events/{id}",
    scope: "payments:read",
    summary: "Read what a payment provider said",
    input: EventIdInput,
    output: EventDetail,
    verb: getEvent,
  }),
  operation("replayEvent", {
    method: "POST",
    path: "/payments/events/{id}/replay",
    scope: "money:write",
    summary: "Judge a stored callback anew",
    input: EventIdInput,
    output: ReplayEventAnswer,
    verb: replayEvent,
  }),
  operation("queryProvider", {
    method: "POST",
    path: "/payments/query",
    scope: "payments:write",
    summary: "Ask the provider about an order",
    input: QueryProviderInput,
    output: ReplayEventAnswer,
    verb: queryProvider,
  }),
  operation("inspectPaymentSetup", {
    method: "GET",
    path: "/payments/setup",
    scope: "payments:read",
    summary: "Whether each payment provider is set up",
    output: InspectPaymentSetupAnswer,
    verb: inspectPaymentSetup,
  }),
]);
