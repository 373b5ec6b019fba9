import Stripe from "stripe";
import { fetch as guardableFetch } from "undici";
import { getSetting } from "@/server/configuration/setting/current";
import { outboundConnections } from "@/server/configuration/setting/outbound";
import { AppError } from "@/server/kernel/errors";

const TIMEOUT_MS = 20_000;
const RETRIES = 1;

/** Stripe's own client on our guarded connections, at the address of the setting. */
export function stripeClient(): Stripe {
  const api = new URL(getSetting("payment.stripeApiUrl"));
  const isHttps = api.protocol === "https:";
  return new Stripe(getSetting("payment.stripeSecretKey"), {
    host: api.hostname,
    port: api.port || (isHttps ? "443" : "80"),
    protocol: isHttps ? "https" : "http",
    httpClient: Stripe.createFetchHttpClient(guardedFetch),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
  });
}

/** The package knows no dispatchers, and answers of its API are small: they are read whole and handed on. */
async function guardedFetch(address: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const answer = await guardableFetch(String(address), {
    method: init.method ?? "GET",
    headers: Object.fromEntries(new Headers(init.headers)),
    ...(typeof init.body === "string" ? { body: init.body } : {}),
    ...(init.signal ? { signal: init.signal } : {}),
    redirect: "error",
    dispatcher: outboundConnections("payment"),
  });
  return new Response(await answer.text(), { status: answer.status, headers: Object.fromEntries(answer.headers) });
}

/** What a failed call means: Stripe's clear no keeps its words, and all else is an answer that did not come. */
export function stripeFault(error: unknown): { isRefusal: boolean; detail: string } {
  if (!(error instanceof Stripe.errors.StripeError)) return { isRefusal: false, detail: String(error) };
  const { statusCode = 0, message } = error;
  // 409 and 429 ask to come again; of the others below 500 Stripe has done nothing.
  const isRefusal = statusCode >= 400 && statusCode < 500 && statusCode !== 409 && statusCode !== 429;
  return { isRefusal, detail: message };
}

/** Runs a call and words its failure. Throws UPSTREAM (payment.provider_refused, payment.provider_unreachable). */
export async function askStripe<Answer>(call: (client: Stripe) => Promise<Answer>): Promise<Answer> {
  try {
    return await call(stripeClient());
  } catch (cause) {
    const { isRefusal, detail } = stripeFault(cause);
    const reason = isRefusal ? "payment.provider_refused" : "payment.provider_unreachable";
    throw new AppError("UPSTREAM", { reason, meta: { provider: "stripe", detail: detail.slice(0, 300) }, cause });
  }
}
