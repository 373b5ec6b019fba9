import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import type { PaymentProviderId } from "../provider-schema";
import { requireEnabledProvider } from "../registry";
import type { EventVerdict } from "../schema";
import { judgeEvent } from "./judge";
import { storedCallback } from "./receive";
import { recordEvent } from "./record";

export type EventOutcome = { eventId: string; verdict: EventVerdict };

/**
 * Judges a stored callback once more, with today's settings, after a step-up: its signature and all it says are checked as
 * at first, so a forged one stays forged. The new verdict is an event of its own. Throws PRECONDITION_FAILED
 * (payment.not_replayable) for what is no callback, or was cut off.
 */
export async function replayEvent(ctx: ServiceContext, input: { id: string }): Promise<EventOutcome> {
  authorize(ctx, "payment.replay");
  await requireStepUp(ctx);
  const event = await ctx.db.paymentEvent.findUnique({ where: { id: input.id } });
  if (!event) throw notFound("paymentEvent");
  const provider = requireEnabledProvider(event.provider as PaymentProviderId);
  const isWhole = event.source === "callback" && event.verdict !== "too_large";
  if (!isWhole || !provider.callback) throw new AppError("PRECONDITION_FAILED", { reason: "payment.not_replayable" });
  const { httpMethod, path, body } = event;
  const raw = storedCallback(event);
  const eventId = await withTransaction(ctx, async (tx) => {
    const id = await recordEvent(tx, {
      provider: provider.id,
      source: "replay",
      body,
      httpMethod,
      path,
      headers: raw.headers,
      replayOfId: event.id,
    });
    await audit(tx, {
      action: "payment.replay",
      target: { kind: "paymentEvent", id: event.id, label: event.orderId ?? event.id },
      after: { replay: id },
    });
    return id;
  });
  const reading = provider.callback.read(raw);
  const { verdict } = await judgeEvent(ctx, { eventId, provider, reading, isAnswered: false });
  return { eventId, verdict };
}
