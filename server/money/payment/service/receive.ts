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
const HOUR_MS = 3_600_000;
/** Enough to see what is wrong with a provider's key, too few to fill a disk. */
const UNSIGNED_AN_HOUR_MAX = 100;

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
  const raw = { method, headers, body, receivedAt: ctx.clock() };
  if (await isFlooded(ctx, provider)) {
    if (isTooLarge) return callback.answer("too_large");
    if (callback.read(raw).kind === "forged") return callback.answer("bad_signature");
  }
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
  const reading = callback.read(raw);
  const { verdict } = await judgeEvent(ctx, { eventId, provider, reading, isAnswered: true });
  return callback.answer(verdict);
}

/** Whether so much came unsigned of late that no more of it is stored: the address is open to everybody. */
async function isFlooded(ctx: ServiceContext, provider: PaymentProvider): Promise<boolean> {
  const since = new Date(ctx.clock().getTime() - HOUR_MS);
  const verdict = { in: ["bad_signature", "too_large"] };
  const where = { provider: provider.id, verdict, createdAt: { gte: since } };
  return (await ctx.db.paymentEvent.count({ where })) >= UNSIGNED_AN_HOUR_MAX;
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
