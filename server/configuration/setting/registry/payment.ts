import { z } from "zod";
import { CURRENCIES, EPAY_METHODS } from "@/server/money/payment/provider-schema";
import { defineSetting } from "./define";

const page = "payment";
/** A positive decimal as text: no price is ever a float. */
const unitPrice = z.string().regex(/^(?=.*[1-9])\d{1,6}(\.\d{1,6})?$/);
const address = z.union([
  z.literal(""),
  z
    .string()
    .trim()
    .regex(/^https?:\/\/[^\s?#]+$/)
    .max(200),
]);
const secret = z.string().trim().max(300);

/** What credit costs, and who takes the money. A provider is offered once everything it needs is set. */
export const paymentSettings = [
  defineSetting({
    key: "payment.amountOptionsUsd",
    schema: z.array(z.number().int().min(1).max(100_000)).min(1).max(12),
    default: [5, 10, 20, 50, 100],
    page,
    section: "amounts",
  }),
  defineSetting({
    key: "payment.amountMinUsd",
    schema: z.number().int().min(1).max(100_000),
    default: 1,
    page,
    section: "amounts",
  }),
  defineSetting({
    key: "payment.amountMaxUsd",
    schema: z.number().int().min(1).max(1_000_000),
    default: 10_000,
    page,
    section: "amounts",
  }),
  defineSetting({
    key: "payment.discounts",
    // "100=0.95": from 100 dollars on, 95 % of the price.
    schema: z
      .array(
        z
          .string()
          .trim()
          .regex(/^\d{1,7}=(0\.\d{1,4}|1)$/),
      )
      .max(20),
    default: [],
    page,
    section: "amounts",
    isPrice: true,
  }),
  defineSetting({
    key: "payment.groupRatios",
    // "vip=0.9": members of the group vip pay 90 % of the price.
    schema: z
      .array(
        z
          .string()
          .trim()
          .regex(/^[^=]{1,64}=(?=.*[1-9])\d{1,3}(\.\d{1,4})?$/),
      )
      .max(100),
    default: [],
    page,
    section: "amounts",
    isPrice: true,
  }),
  defineSetting({
    key: "payment.orderExpiryMinutes",
    // Stripe's pages live for half an hour at least and a day at most.
    schema: z.number().int().min(35).max(1_430),
    default: 60,
    page,
    section: "amounts",
    unit: "minutes",
  }),
  defineSetting({ key: "payment.epayUrl", schema: address, default: "", page, section: "epay" }),
  defineSetting({
    key: "payment.epayMerchantId",
    schema: z.string().trim().max(64),
    default: "",
    page,
    section: "epay",
  }),
  defineSetting({ key: "payment.epayKey", schema: secret, default: "", page, section: "epay", isSecret: true }),
  defineSetting({
    key: "payment.epayUnitPrice",
    schema: unitPrice,
    default: "7.3",
    page,
    section: "epay",
    isPrice: true,
  }),
  defineSetting({
    key: "payment.epayMethods",
    schema: z.array(z.enum(EPAY_METHODS)).min(1).max(EPAY_METHODS.length),
    default: ["alipay", "wxpay"],
    page,
    section: "epay",
  }),
  defineSetting({ key: "payment.epayRefundEnabled", schema: z.boolean(), default: false, page, section: "epay" }),
  defineSetting({
    key: "payment.stripeSecretKey",
    schema: secret,
    default: "",
    page,
    section: "stripe",
    isSecret: true,
  }),
  defineSetting({
    key: "payment.stripeWebhookSecret",
    schema: secret,
    default: "",
    page,
    section: "stripe",
    isSecret: true,
  }),
  defineSetting({ key: "payment.stripeCurrency", schema: z.enum(CURRENCIES), default: "USD", page, section: "stripe" }),
  defineSetting({
    key: "payment.stripeUnitPrice",
    schema: unitPrice,
    default: "1",
    page,
    section: "stripe",
    isPrice: true,
  }),
  defineSetting({
    key: "payment.stripeApiUrl",
    schema: address,
    default: "https://api.stripe.com",
    page,
    section: "stripe",
  }),
  defineSetting({
    key: "payment.manualInstructions",
    schema: z.string().trim().max(2_000),
    default: "",
    page,
    section: "manual",
  }),
  defineSetting({ key: "payment.manualCurrency", schema: z.enum(CURRENCIES), default: "USD", page, section: "manual" }),
  defineSetting({
    key: "payment.manualUnitPrice",
    schema: unitPrice,
    default: "1",
    page,
    section: "manual",
    isPrice: true,
  }),
  defineSetting({
    key: "payment.manualExpiryDays",
    schema: z.number().int().min(1).max(60),
    default: 7,
    page,
    section: "manual",
    unit: "days",
  }),
] as const;
