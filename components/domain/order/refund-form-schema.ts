import { z } from "zod";
import { textToMinor } from "@/components/format/minor-amount";
import { RefundCreateInput } from "@/server/money/order/schema";

/** A refund as it is typed: the amount in the order's currency, at most what is left. */
export function refundFormSchema(currency: string, leftMinor: bigint) {
  return RefundCreateInput.pick({ channel: true, reason: true, acceptsUncollectable: true }).extend({
    endsSubscription: z.boolean(),
    amount: z.string().refine((text) => {
      const minor = textToMinor(text, currency);
      return minor !== null && minor > 0n && minor <= leftMinor;
    }, "amountOutOfRange"),
  });
}
