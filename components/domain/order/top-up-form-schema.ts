import { z } from "zod";
import { PAYMENT_METHODS, PAYMENT_PROVIDERS } from "@/server/money/payment/provider-schema";

/** What a top-up form holds: for whom, how much credit, and how it is paid ("epay:alipay"). */
export const TopUpForm = z.object({
  /** For whom; "" in a customer's own form. */
  userId: z.string(),
  quota: z.bigint({ error: "required" }).min(1n, "required"),
  way: z.string().min(1, "required"),
});
export type TopUpForm = z.output<typeof TopUpForm>;

/** Provider and way of paying, which `wayOf` joined. */
export const Way = z
  .string()
  .transform((text) => text.split(":"))
  .pipe(z.tuple([z.enum(PAYMENT_PROVIDERS), z.enum(PAYMENT_METHODS)]));

export function wayOf(provider: string, method: string): string {
  return `${provider}:${method}`;
}
