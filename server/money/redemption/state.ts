import type { BatchState, CodeState } from "./schema";

type Dates = { validFrom: Date | null; validUntil: Date | null };
type BatchFields = Dates & { status: string };
type CodeFields = { status: string; validUntil: Date | null; batch: BatchFields };

/** What a batch is worth now. What people decided stands before what the calendar made of it. */
export function batchState(batch: BatchFields, now: Date): BatchState {
  if (batch.status === "void") return "void";
  if (batch.status !== "active") return "creating";
  return calendarState(batch, now);
}

/** What a code is worth now: its own status first, then its batch's, then the calendar; its own end stands before the batch's. */
export function codeState(code: CodeFields, now: Date): CodeState {
  if (code.status === "void" || code.status === "used") return code.status;
  if (code.batch.status === "void") return "void";
  return calendarState({ ...code.batch, validUntil: code.validUntil ?? code.batch.validUntil }, now);
}

function calendarState({ validFrom, validUntil }: Dates, now: Date): "scheduled" | "active" | "expired" {
  if (validUntil !== null && validUntil <= now) return "expired";
  if (validFrom !== null && validFrom > now) return "scheduled";
  return "active";
}

/** The rule of `batchState` as a database filter, so that a list shows under a state exactly the rows that wear it. */
export function whereBatchState(state: BatchState, now: Date): object {
  if (state === "void" || state === "creating") return { status: state };
  return { status: "active", ...whereCalendar(state, now) };
}

/** The rule of `codeState` as a database filter. */
export function whereCodeState(state: CodeState, now: Date): object {
  const notVoid = { batch: { status: { not: "void" } } };
  switch (state) {
    case "used":
      return { status: "used" };
    case "void":
      return { OR: [{ status: "void" }, { status: "active", batch: { status: "void" } }] };
    case "expired":
      return { status: "active", AND: [notVoid, { OR: [{ validUntil: { lte: now } }, endsWithBatch({ lte: now })] }] };
    case "scheduled":
      return { status: "active", AND: [notVoid, running(now), { batch: { validFrom: { gt: now } } }] };
    case "active":
      return { status: "active", AND: [notVoid, running(now), { batch: begun(now) }] };
  }
}

function whereCalendar(state: "scheduled" | "active" | "expired", now: Date): object {
  if (state === "expired") return { validUntil: { lte: now } };
  const notOver = { OR: [{ validUntil: null }, { validUntil: { gt: now } }] };
  return { AND: [notOver, state === "scheduled" ? { validFrom: { gt: now } } : begun(now)] };
}

function begun(now: Date): object {
  return { OR: [{ validFrom: null }, { validFrom: { lte: now } }] };
}

/** A code whose own end or, without one, whose batch's end is not over. */
function running(now: Date): object {
  return { OR: [{ validUntil: { gt: now } }, endsWithBatch({ gt: now }), endsWithBatch(null)] };
}

function endsWithBatch(validUntil: object | null): object {
  return { validUntil: null, batch: { validUntil } };
}
