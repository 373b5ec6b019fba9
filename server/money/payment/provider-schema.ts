/** Who takes a customer's money for us. `manual` is a bank transfer that a person looks for. */
export const PAYMENT_PROVIDERS = ["epay", "stripe", "manual"] as const;
export type PaymentProviderId = (typeof PAYMENT_PROVIDERS)[number];

/** Ways of paying that epay gateways know. */
export const EPAY_METHODS = ["alipay", "wxpay", "qqpay", "bank"] as const;

/** Every way of paying an order can have. */
export const PAYMENT_METHODS = [...EPAY_METHODS, "card", "bank_transfer"] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** What the providers are paid in. */
export const CURRENCIES = ["USD", "CNY", "EUR", "GBP", "HKD", "SGD", "AUD", "CAD", "JPY"] as const;
export type Currency = (typeof CURRENCIES)[number];

/** Decimals of a currency's smallest unit: cents and fen have two, the yen none. */
export function minorDigits(currency: string): number {
  return currency === "JPY" ? 0 : 2;
}
