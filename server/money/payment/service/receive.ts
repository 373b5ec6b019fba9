import type { PaymentEvent } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { finding } from "../finding";
import type { CallbackAnswer, PaymentProvider, RawCallback } from "../provider";
import { judgeEvent } from "./judge";
import { recordEvent, recordVerdict } from "./record";

/** A callback as the transport read it; `isTooLarge`: reading stopped at the provider's limit. */
export type IncomingCallback = Omit<RawCallback, "receivedAt"> & { path: string; isTooLarge: boolean };

/** Of what is too large only this much is worth keeping. */
const TOO_LARGE_KEPT = 2_000;

/**
 * Takes a callback of a provider that is on: stored raw first, then judged, and answered when all of it is committed. The
 * signature is what gives the caller the right to speak; who has none is recorded and changes nothing.
 */
export async function receiveCallback(
  ctx: ServiceContext,
  provider: PaymentProvider,
  incoming: IncomingCallback,
): Promise<CallbackAnswer | null> {
  const { callback } = provider;
  if (!callback) return null;
  const { method, path, headers, isTooLarge } = incoming;
  // Nothing was said: somebody's browser, or our own look at the address.
  if (incoming.body === "") return callback.answer("bad_signature");
  const body = isTooLarge ? incoming.body.slice(0, TOO_LARGE_KEPT) : incoming.body;
  const eventId = await recordEvent(ctx, {
    provider: provider.id,
    source: "callback",
    body,
    httpMethod: method,
    path,
    headers,
  });
  if (isTooLarge) {
    const answer = callback.answer("too_large");
    const tooLarge = finding("too_large", { bytes: String(callback.bytesMax) });
    await recordVerdict(ctx, eventId, { verdict: "too_large", finding: tooLarge, orderId: null, answer });
    return answer;
  }
  const reading = callback.read({ method, headers, body, receivedAt: ctx.clock() });
  const { verdict } = await judgeEvent(ctx, { eventId, provider, reading, isAnswered: true });
  return callback.answer(verdict);
}

/** A stored callback as it came, to be read once more. */
export function storedCallback(event: PaymentEvent): RawCallback {
  return {
    method: event.httpMethod === "GET" ? "GET" : "POST",
    headers: JSON.parse(event.headers) as Record<string, string>,
    body: event.body,
    receivedAt: event.createdAt,
  };
}
