import type { AuthEntry } from "./auth-entry";
import { longestTotalMs } from "./channel-policy";
import { GatewayError } from "./errors";
import type { Offer } from "./own-offer";
import { Payment, type PaymentDeps } from "./payment";
import type { GatewayRequest } from "./request";
import { reserveAmount } from "./reserve";
import type { GatewaySettings } from "./settings";
import type { Tier } from "./snapshot";
import type { Trace } from "./trace";

/** Beyond the longest a request may take: only what was forgotten is swept. */
const HOLD_GRACE_MS = 120_000;

type Asked = { trace: Trace; entry: AuthEntry; request: GatewayRequest; settings: GatewaySettings };

/** A payment for the ways of a request, of which nothing is written yet. The trace learns what it will reserve. */
export function openPayment(deps: PaymentDeps, { trace, entry, request, settings }: Asked, offer: Offer): Payment {
  trace.reservedQuota = dearest(offer, request, settings.reserveCompletionTokens);
  return new Payment(deps, {
    trace,
    entry,
    model: request.model,
    price: offer.price,
    amount: trace.reservedQuota,
    lifeMs: longestTotalMs(offer.tiers, settings) + settings.drainMs + HOLD_GRACE_MS,
    quotaErrorStatus: settings.quotaErrorStatus,
  });
}

/** The most a request can cost on any of its ways, quota units. */
function dearest({ price, own }: Offer, request: GatewayRequest, defaultCompletionTokens: number): bigint {
  const amount = reserveAmount(request, price, defaultCompletionTokens);
  const fee = own ? reserveAmount(request, own.price, defaultCompletionTokens) : 0n;
  return amount > fee ? amount : fee;
}

/** What is paid for, and the ways it may take. */
export type Funded = { payment: Payment; tiers: readonly Tier[] };

/**
 * Begins the payment of a request, at its dearest way. Where that is more than there is, the account's own providers alone
 * are asked, at their fee. `open` makes the payment for some ways, and keeps it in case it has to be given back. Throws as
 * Payment.begin does.
 */
export async function fund(offer: Offer, open: (offer: Offer) => Payment): Promise<Funded> {
  const { own, tiers } = offer;
  const payment = open(offer);
  if (own === null || own.tiers === tiers) {
    await payment.begin();
    return { payment, tiers };
  }
  try {
    // Never beside the call: which ways are open is known only once it is held.
    await payment.hold();
    return { payment, tiers };
  } catch (error) {
    if (!isShortage(error)) throw error;
  }
  return fund({ ...own, parts: null, own }, open);
}

function isShortage(error: unknown): boolean {
  return error instanceof GatewayError && error.type === "insufficient_quota";
}
