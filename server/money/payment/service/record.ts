import type { PaymentOrder } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { finding } from "../finding";
import type { CallbackAnswer } from "../provider";
import type { EventSource, EventVerdict, Finding } from "../schema";

const HEADERS_KEPT = ["content-type", "content-length", "user-agent", "stripe-signature"];

type NewEvent = {
  provider: string;
  source: EventSource;
  body: string;
  orderId?: string | null;
  replayOfId?: string;
  httpMethod?: string;
  path?: string;
  headers?: Record<string, string>;
};

/** Stores what somebody said as it came, before it is understood. Out: the event's id. */
export async function recordEvent(ctx: ServiceContext, event: NewEvent): Promise<string> {
  const id = newId("pev");
  const headers = Object.entries(event.headers ?? {}).filter(([name]) => HEADERS_KEPT.includes(name));
  await ctx.db.paymentEvent.create({
    data: {
      id,
      provider: event.provider,
      source: event.source,
      orderId: event.orderId ?? null,
      replayOfId: event.replayOfId ?? null,
      httpMethod: event.httpMethod ?? "",
      path: (event.path ?? "").slice(0, 500),
      headers: JSON.stringify(Object.fromEntries(headers)),
      body: event.body,
      bodyHash: sha256Hex(event.body),
      ip: ctx.ip.slice(0, 64),
      createdAt: ctx.clock(),
    },
  });
  return id;
}

export type Judgement = {
  verdict: EventVerdict;
  finding: Finding | null;
  orderId: string | null;
  /** Set by the first event with this id that is acted on. */
  dedupeKey?: string | null;
};

/** Writes what was made of an event and what its sender is told; null where nobody waits for an answer. */
export async function recordVerdict(
  tx: ServiceContext,
  eventId: string,
  judgement: Judgement & { answer: CallbackAnswer | null },
): Promise<void> {
  const { verdict, orderId, dedupeKey, answer } = judgement;
  await tx.db.paymentEvent.updateMany({
    where: { id: eventId },
    data: {
      verdict,
      detail: judgement.finding ? JSON.stringify(judgement.finding) : "",
      ...(orderId ? { orderId } : {}),
      ...(dedupeKey ? { dedupeKey } : {}),
      ...(answer ? { answerStatus: answer.status, answerBody: answer.body, answeredAt: tx.clock() } : {}),
    },
  });
}

type ManualEvent = { order: PaymentOrder; body: string; reason: string };

/** Keeps the word of a person beside the words of providers. */
export async function recordManualEvent(tx: ServiceContext, { order, body, reason }: ManualEvent): Promise<void> {
  const { id: orderId, provider } = order;
  const id = await recordEvent(tx, { provider, source: "manual", body, orderId });
  await recordVerdict(tx, id, {
    verdict: "accepted",
    finding: finding("note", { text: reason }),
    orderId,
    answer: null,
  });
}
