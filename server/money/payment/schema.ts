import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { PAYMENT_PROVIDERS } from "./provider-schema";

/** What we made of something a provider said. */
export const EVENT_VERDICTS = [
  "received",
  "accepted",
  "duplicate",
  "ignored",
  "bad_signature",
  "unknown_order",
  "mismatch",
  "too_large",
  "failed",
] as const;
export type EventVerdict = (typeof EVENT_VERDICTS)[number];

/** How we came to know: told by the provider, asked it, judged a stored callback anew, or told by a person. */
export const EVENT_SOURCES = ["callback", "poll", "replay", "manual"] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];

/** What was found when an event was judged; the console words it, with its parameters. */
export const FINDING_CODES = [
  "signature",
  "merchant",
  "status",
  "amount_unreadable",
  "event_type",
  "names_no_order",
  "on_its_way",
  "unknown_order",
  "acted_on",
  "other_provider",
  "currency",
  "amount",
  "second_payment",
  "other_payment",
  "foreign_payment",
  "late",
  "paid_already",
  "closed_already",
  "unpaid",
  "refund_known",
  "refund_unpaid",
  "refund_too_large",
  "too_large",
  "failed",
  "note",
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** As it is stored with the event. */
export const Finding = z.object({ code: z.enum(FINDING_CODES), params: z.record(z.string(), z.string()) });
export type Finding = z.output<typeof Finding>;

const EventId = z.string().startsWith("pev_").max(32);
const orderId = z.string().startsWith("pay_").max(32);

export const EventListInput = PageInput.extend({
  /** An order number, the id of an event, or part of what came. */
  search: z.string().trim().max(191).optional(),
  provider: z.array(z.enum(PAYMENT_PROVIDERS)).max(PAYMENT_PROVIDERS.length).optional(),
  verdict: z.array(z.enum(EVENT_VERDICTS)).max(EVENT_VERDICTS.length).optional(),
  source: z.array(z.enum(EVENT_SOURCES)).max(EVENT_SOURCES.length).optional(),
  orderId: orderId.optional(),
  from: z.date().optional(),
  to: z.date().optional(),
});
export type EventListInput = z.output<typeof EventListInput>;

export const EventIdInput = z.object({ id: EventId });
export const QueryProviderInput = z.object({ orderId });
