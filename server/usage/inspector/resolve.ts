import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { PAYMENT_PROVIDERS } from "@/server/money/payment/provider-schema";
import type { LogItem } from "../log/item";
import { listLogs } from "../log/list";
import { LogFilter } from "../log/schema";
import type { ResolveInput } from "./schema";

const REQUESTS_MAX = 10;
const RECORDS_MAX = 5;
const KEY_PREFIX_LENGTH = 7;
const HOUR_MS = 3_600_000;
/** A whole key, its beginning, or the way we show one: `sk-abcd…wxyz`. */
const KEY = /^(sk-[0-9A-Za-z]{4,})(?:(?:…|\.{3})([0-9A-Za-z]{4}))?$/;

/** Something else than a request that a text names, with the newest requests that belong to it. */
export type ResolvedRecord = {
  kind: "user" | "token" | "order" | "ledgerEntry" | "channel";
  id: string;
  label: string;
  requests: LogItem[];
};

export type Resolved = {
  requests: LogItem[];
  /** A request that has quota set aside and has not ended. */
  running: { id: string; model: string; startedAt: Date; amount: bigint } | null;
  records: ResolvedRecord[];
};

type Found = Omit<ResolvedRecord, "requests"> & { filter: Partial<LogFilter> };
type Finder = (ctx: ServiceContext, q: string) => Promise<Found[]>;

/**
 * What a pasted text names: a request by any of its ids, else a key, an account, an order, a ledger entry or a channel, each
 * with its newest requests. Everyone finds only what they may read.
 */
export async function resolveAnything(ctx: ServiceContext, { q }: ResolveInput): Promise<Resolved> {
  authorize(ctx, "log.readOwn");
  const [requests, running] = await Promise.all([newest(ctx, { requestId: q }), findRunning(ctx, q)]);
  if (requests.length > 0 || running) return { requests, running, records: [] };
  const found = (await Promise.all(FINDERS.map((find) => find(ctx, q)))).flat().slice(0, RECORDS_MAX);
  const records = await Promise.all(
    found.map(async ({ filter, ...record }) => ({ ...record, requests: await newest(ctx, filter) })),
  );
  return { requests, running, records };
}

const FINDERS: readonly Finder[] = [findTokens, findUsers, findOrders, findLedgerEntry, findChannels];

async function newest(ctx: ServiceContext, filter: Partial<LogFilter>): Promise<LogItem[]> {
  const parsed = LogFilter.safeParse(filter);
  // What is longer than any id names no request.
  if (!parsed.success) return [];
  return (await listLogs(ctx, { ...parsed.data, limit: REQUESTS_MAX })).items;
}

type ForeignRight = "log.readAny" | "token.readAny" | "order.readAny" | "ledger.readAny";

function ownership(ctx: ServiceContext, permission: ForeignRight): { userId?: string } {
  return isAllowed(ctx, permission) ? {} : { userId: requireUserId(ctx) };
}

async function findRunning(ctx: ServiceContext, q: string): Promise<Resolved["running"]> {
  if (!q.startsWith("req_")) return null;
  const hold = await ctx.db.hold.findFirst({ where: { AND: [{ id: q }, ownership(ctx, "log.readAny")] } });
  return hold ? { id: hold.id, model: hold.model, startedAt: hold.createdAt, amount: hold.amount } : null;
}

async function findTokens(ctx: ServiceContext, q: string): Promise<Found[]> {
  const match = KEY.exec(q);
  if (!match) return q.startsWith("tok_") ? tokensBy(ctx, { id: q }) : [];
  // A whole key names one token, however many begin like it.
  const exact = await tokensBy(ctx, { keys: { some: { hash: sha256Hex(q) } } });
  if (exact.length > 0) return exact;
  const [, begin = "", lastFour] = match;
  const prefix = begin.slice(0, KEY_PREFIX_LENGTH);
  return tokensBy(ctx, { keys: { some: { prefix, ...(lastFour ? { lastFour } : {}) } } });
}

async function tokensBy(ctx: ServiceContext, where: object): Promise<Found[]> {
  const rows = await ctx.db.token.findMany({
    where: { AND: [ownership(ctx, "token.readAny"), where] },
    select: { id: true, name: true },
    orderBy: { id: "desc" },
    take: RECORDS_MAX,
  });
  return rows.map(({ id, name }) => ({ kind: "token", id, label: name, filter: { tokenId: [id] } }));
}

async function findUsers(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!isAllowed(ctx, "user.read")) return [];
  const name = q.toLowerCase();
  const rows = await ctx.db.user.findMany({
    where: { OR: [{ id: q }, { username: name }, { email: name }] },
    select: { id: true, username: true, email: true },
    take: RECORDS_MAX,
  });
  return rows.map(({ id, username, email }) => ({
    kind: "user",
    id,
    label: email ? `${username} · ${email}` : username,
    filter: { userId: [id] },
  }));
}

/** By its number, or by what the provider calls the payment; the requests are those of whoever paid. */
async function findOrders(ctx: ServiceContext, q: string): Promise<Found[]> {
  // The index begins with the provider.
  const byReference = { provider: { in: [...PAYMENT_PROVIDERS] }, providerReference: q };
  const rows = await ctx.db.paymentOrder.findMany({
    where: { AND: [{ OR: [{ id: q }, byReference] }, ownership(ctx, "order.readAny")] },
    select: { id: true, userId: true },
    take: RECORDS_MAX,
  });
  return rows.map(({ id, userId }) => ({ kind: "order", id, label: id, filter: { userId: [userId] } }));
}

/** What an hour's consumption was made of, or what its user asked in the hour before any other entry. */
async function findLedgerEntry(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!q.startsWith("led_")) return [];
  const row = await ctx.db.ledgerEntry.findFirst({ where: { AND: [{ id: q }, ownership(ctx, "ledger.readAny")] } });
  if (!row) return [];
  const at = row.createdAt.getTime();
  const from = row.kind === "consume" ? at - (at % HOUR_MS) : at - HOUR_MS;
  const range = { from: new Date(from), to: new Date(from + HOUR_MS) };
  return [{ kind: "ledgerEntry", id: row.id, label: row.kind, filter: { userId: [row.userId], ...range } }];
}

async function findChannels(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!isAllowed(ctx, "channel.read")) return [];
  const rows = await ctx.db.channel.findMany({
    where: { OR: [{ id: q }, { name: q }], ownerId: null },
    select: { id: true, name: true },
    take: RECORDS_MAX,
  });
  return rows.map(({ id, name }) => ({ kind: "channel", id, label: name, filter: { channelId: [id] } }));
}
