import type { SettingKey } from "@/server/configuration/setting/registry/all";
import type { PaymentMethod, PaymentProviderId } from "./provider-schema";
import type { EventVerdict, Finding } from "./schema";

/** What a provider needs to take the money for an order. */
export type CheckoutRequest = {
  orderId: string;
  method: PaymentMethod;
  amountMinor: bigint;
  currency: string;
  /** What the customer reads on the provider's page. */
  title: string;
  expiresAt: Date;
};

/** `url` is where the customer pays ("" where there is no page); `reference` the provider's own name of it, if any yet. */
export type Checkout = { url: string; reference: string | null };

/** A callback as it came. Header names are lower-case. */
export type RawCallback = { method: "GET" | "POST"; headers: Record<string, string>; body: string; receivedAt: Date };

/** What a provider says became of a payment. Compared with the order before anything is believed. */
export type PaymentNews = {
  outcome: "paid" | "unpaid" | "failed" | "expired" | "refunded";
  orderId: string;
  amountMinor: bigint;
  currency: string;
  reference: string | null;
  /** The provider's own id of this piece of news: acted on once. */
  eventId: string | null;
  /** For `refunded`: all that was given back so far. */
  refundedMinor?: bigint;
};

export type CallbackReading =
  | { kind: "news"; news: PaymentNews }
  /** Genuine, and not about us or nothing to act on. */
  | { kind: "ignored"; finding: Finding; orderId?: string }
  /** Not signed by who it says. */
  | { kind: "forged"; finding: Finding }
  /** Rightly signed, and yet not what we could have caused. */
  | { kind: "mismatch"; finding: Finding; orderId?: string };

/** What the provider is told; sent after the commit. */
export type CallbackAnswer = { status: number; body: string };

export type PaidOrder = {
  id: string;
  amountMinor: bigint;
  currency: string;
  createdAt: Date;
  providerReference: string | null;
};
export type RefundRequest = { refundId: string; order: PaidOrder; amountMinor: bigint };
/** `refused` is a clear no. What is neither (no answer in time) is thrown. */
export type RefundAnswer = { outcome: "succeeded"; reference: string } | { outcome: "refused"; detail: string };

export type CallbackPort = {
  bytesMax: number;
  read(raw: RawCallback): CallbackReading;
  answer(verdict: EventVerdict): CallbackAnswer;
};

export type RefundPort = {
  /** Whether asking again with the same refund id gives the money back once. */
  isRepeatable: boolean;
  send(request: RefundRequest): Promise<RefundAnswer>;
};

/** One way of taking money. Ports that are missing are things the provider cannot do. */
export type PaymentProvider = {
  id: PaymentProviderId;
  /** Settings without which it is off: not offered, and without any route. */
  missing(): SettingKey[];
  methods(): readonly PaymentMethod[];
  acceptsCurrency(currency: string): boolean;
  /** How long a customer has to pay. */
  expiryMs(): number;
  /** Prepares the payment page. Safe to repeat for one order. Throws UPSTREAM. */
  createCheckout(request: CheckoutRequest): Promise<Checkout>;
  /** Closes the page of an order that was cancelled, so that nobody pays for it any more. */
  closeCheckout?(order: PaidOrder): Promise<void>;
  callback?: CallbackPort;
  /** Asks what became of a payment. `raw` is the provider's answer as it came. Throws UPSTREAM. */
  query?(order: PaidOrder): Promise<{ news: PaymentNews; raw: string }>;
  /** How money is given back; null where it can only be done by hand. */
  refund?(): RefundPort | null;
};
