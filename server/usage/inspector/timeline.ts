import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound } from "@/server/kernel/errors";
import { findArchivedLog } from "../archive/record";
import { explainCharge } from "../log/formula";
import { readNames } from "../log/names";
import { explainRoute } from "./candidates";
import { causeOf } from "./cause";
import { readCalls, readChannelNames, readElsewhere, readFacts, readKeyHint, readLedgerEntry } from "./records";
import { readRefusal } from "./refusal";
import type { RouteFact } from "./route-fact";
import { stoppedAt } from "./step";

type LogRecord = NonNullable<Awaited<ReturnType<typeof findLog>>>;
type Call = Awaited<ReturnType<typeof readCalls>>[number];

export type RequestTimeline = Awaited<ReturnType<typeof getRequestTimeline>>;

/**
 * Everything about one request: whose it was, how far it came, between which channels it had the choice and why each was
 * taken or not, every call, what it cost and where that stands in the ledger. Customers get their own, without channels,
 * keys and upstreams. Throws NOT_FOUND, with a reason of its own for a request that still runs.
 */
export async function getRequestTimeline(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "log.readOwn");
  const seesUpstream = isAllowed(ctx, "log.readUpstream");
  const row = await findLog(ctx, input.id);
  if (!row) throw await missing(ctx, input.id);
  const stop = stoppedAt(row);
  const [names, price, facts, calls, money, body] = await Promise.all([
    readNames(ctx, [row]),
    row.priceId === null ? null : ctx.db.priceSnapshot.findUnique({ where: { id: row.priceId } }),
    readFacts(ctx, row),
    readCalls(ctx, row.id),
    readMoney(ctx, row),
    readBodyState(ctx, row),
  ]);
  const causeInput = {
    ...row,
    calls: calls.map((call) => ({ ...call, channel: call.channelName ?? call.channelId })),
    isSwitchedOff: (facts.route?.leftOut.length ?? 0) > 0,
  };
  return {
    ...factsOf(row),
    username: row.userId === null ? null : (names.users.get(row.userId) ?? null),
    tokenName: row.tokenId === null ? null : (names.tokens.get(row.tokenId) ?? null),
    keyHint: row.tokenId === null ? null : await readKeyHint(ctx, keyOf(ctx, row, row.tokenId)),
    userAgent: facts.userAgent,
    stoppedAt: stop,
    refusal: row.kind === "refuse" ? readRefusal(row.errorMessage) : null,
    cause: causeOf(causeInput, seesUpstream),
    /** For the customer's ears: nothing of channels in it. */
    customerCause: causeOf(causeInput, false),
    formula: price ? explainCharge(price, row) : null,
    ...money,
    body,
    upstream: seesUpstream ? await upstreamOf(ctx, row, { calls, route: facts.route }) : null,
  };
}

/** One's own, or anybody's for those who may read them; from its file, where it was archived. */
export async function findLog(ctx: ServiceContext, id: string) {
  const row = (await ctx.db.log.findUnique({ where: { id } })) ?? (await findArchivedLog(ctx, id));
  const isOpen = isAllowed(ctx, "log.readAny") || row?.userId === requireUserId(ctx);
  return isOpen ? row : null;
}

async function missing(ctx: ServiceContext, id: string): Promise<AppError> {
  const own = isAllowed(ctx, "log.readAny") ? {} : { userId: requireUserId(ctx) };
  const hold = await ctx.db.hold.findFirst({ where: { AND: [{ id }, own] }, select: { id: true } });
  return hold ? new AppError("NOT_FOUND", { reason: "inspect.still_running" }) : notFound("log");
}

/** What the row itself says, and what its owner may know. */
function factsOf(row: LogRecord) {
  const { groupName: group, upstreamModel: _model, channelId: _channel, attemptCount: _count, ...rest } = row;
  const { routeId: _route, userAgentId: _agent, priceId: _price, ...facts } = rest;
  return { ...facts, group };
}

function keyOf(ctx: ServiceContext, row: LogRecord, tokenId: string) {
  return { tokenId, at: row.createdAt, isOwn: row.userId === actorId(ctx) };
}

/** What was set aside, what of it was charged and to whom, what went back. */
async function readMoney(ctx: ServiceContext, row: LogRecord) {
  const walletQuota = row.quota - row.planQuota;
  const left = row.reservedQuota - row.quota;
  return {
    walletQuota,
    returnedQuota: row.kind !== "refuse" && left > 0n ? left : 0n,
    ledgerEntry: await readLedgerEntry(ctx, { ...row, walletQuota }),
  };
}

/** Whether bodies were kept, and how this reader may look into them. */
async function readBodyState(ctx: ServiceContext, row: LogRecord) {
  const kept = await ctx.db.logBody.findUnique({
    where: { requestId: row.id },
    select: { requestBytes: true, responseBytes: true, isCut: true },
  });
  if (!kept) return null;
  const isOwn = row.userId !== null && row.userId === actorId(ctx);
  const access = isOwn ? "own" : isAllowed(ctx, "log.readBodyAny") ? "with_reason" : "none";
  return { ...kept, access } as const;
}

type Known = { calls: readonly Call[]; route: RouteFact | null };

async function upstreamOf(ctx: ServiceContext, row: LogRecord, { calls, route }: Known) {
  const servedBy = row.kind === "consume" ? (calls.at(-1)?.channelId ?? null) : null;
  const called = calls.map(({ channelId }) => channelId);
  const candidates = route === null ? null : explainRoute(route, { endpoint: row.endpoint, called, servedBy });
  const ids = [...(candidates ?? []).map(({ channelId }) => channelId), ...(row.channelId ? [row.channelId] : [])];
  const names = await readChannelNames(ctx, ids);
  return {
    channelId: row.channelId,
    channelName: row.channelId === null ? null : (names.get(row.channelId) ?? null),
    model: row.upstreamModel,
    calls,
    /** Null: it was not noted between which channels the request had the choice. */
    candidates: candidates?.map((one) => ({ ...one, channelName: names.get(one.channelId) ?? null })) ?? null,
    /** As of now, not of then. */
    elsewhere:
      row.errorCode === "model_not_found" ? await readElsewhere(ctx, { model: row.model, group: row.groupName }) : [],
  };
}
