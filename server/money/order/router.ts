import { procedure, router } from "@/server/trpc/init";
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
} from "./schema";
import { cancelOrder } from "./service/close";
import { completeOrderByHand } from "./service/complete-by-hand";
import { createOrder } from "./service/create";
import { getOrder, listOrders } from "./service/list";
import { getTopUpOptions, quoteTopUp } from "./service/quote";
import { previewRefund, refundOrder, resolveRefund } from "./service/refund";

export const orderRouter = router({
  list: procedure.input(OrderListInput).query(({ ctx, input }) => listOrders(ctx, input)),
  get: procedure.input(OrderIdInput).query(({ ctx, input }) => getOrder(ctx, input)),
  options: procedure.query(({ ctx }) => getTopUpOptions(ctx)),
  quote: procedure.input(TopUpQuoteInput).query(({ ctx, input }) => quoteTopUp(ctx, input)),
  create: procedure.input(OrderCreateInput).mutation(({ ctx, input }) => createOrder(ctx, input)),
  cancel: procedure.input(OrderCancelInput).mutation(({ ctx, input }) => cancelOrder(ctx, input)),
  complete: procedure.input(OrderCompleteInput).mutation(({ ctx, input }) => completeOrderByHand(ctx, input)),
  previewRefund: procedure.input(RefundPreviewInput).query(({ ctx, input }) => previewRefund(ctx, input)),
  refund: procedure.input(RefundCreateInput).mutation(({ ctx, input }) => refundOrder(ctx, input)),
  resolveRefund: procedure.input(RefundResolveInput).mutation(({ ctx, input }) => resolveRefund(ctx, input)),
});
