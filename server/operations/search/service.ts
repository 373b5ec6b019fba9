import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { codeLabel, hashOfCode } from "@/server/money/redemption/code";
import { listLogs } from "@/server/usage/log/list";
import type { FoundKind } from "./schema";

export type Found = { kind: FoundKind; id: string; label: string; href: string };

const FOUND_MAX = 8;
const CODE_LENGTH_MIN = 6;
const REQUEST_ID_LENGTH_MIN = 8;
const REQUEST_ID_LENGTH_MAX = 128;
const TOKEN_KEY = /^sk-[0-9A-Za-z]{4,}/;
/** An id of ours or a key is no part of anybody's name: looking for one there would read every account and token. */
const NO_NAME = /^([a-z]{3}_[0-9a-z]{26}|sk-[0-9A-Za-z]{4,})$/;

/**
 * Finds records by whatever somebody pasted: an id, a whole or partial API key, a whole redemption code, an order number, a
 * mail address, a name, a model. Everyone finds only what they may read; keys and codes are looked up by hash, never stored.
 */
export async function lookup(ctx: ServiceContext, input: { q: string }): Promise<{ items: Found[] }> {
  authorize(ctx, "search.lookup");
  const finders = [
    findLog,
    findOrders,
    findCode,
    findSubscription,
    findPlan,
    findTokens,
    findUsers,
    findChannels,
    findJob,
    findAudit,
    findRevision,
    findDraft,
    findModels,
  ];
  const found = await Promise.all(finders.map((find) => find(ctx, input.q)));
  return { items: found.flat().slice(0, FOUND_MAX * 2) };
}

type ForeignRight = "token.readAny" | "log.readAny" | "order.readAny" | "subscription.readAny";

/** Tokens, logs, orders and subscriptions of other people are visible to staff alone. */
function ownership(ctx: ServiceContext, permission: ForeignRight): object {
  return isAllowed(ctx, permission) ? {} : { userId: requireUserId(ctx) };
}

/** Records with the text in their names. */
function namedLike(q: string): object[] {
  return NO_NAME.test(q) ? [] : [{ searchText: { contains: q.toLowerCase() } }];
}

/** By our id, the client's or the upstream's, as far as the reader may know them. */
async function findLog(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (q.length < REQUEST_ID_LENGTH_MIN || q.length > REQUEST_ID_LENGTH_MAX) return [];
  const page = await listLogs(ctx, { requestId: q, limit: FOUND_MAX });
  return page.items.map((item) => ({
    kind: "log",
    id: item.id,
    label: item.model || item.id,
    href: `/logs?open=${item.id}`,
  }));
}

/** By its number, or by what the provider calls the payment. */
async function findOrders(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (q.length < 8) return [];
  const rows = await ctx.db.paymentOrder.findMany({
    where: { AND: [{ OR: [{ id: q }, { providerReference: q }] }, ownership(ctx, "order.readAny")] },
    select: { id: true },
    take: FOUND_MAX,
  });
  return rows.map(({ id }) => ({
    kind: "order",
    id,
    label: id,
    href: isAllowed(ctx, "order.readAny") ? `/topups?open=${id}` : "/wallet",
  }));
}

/** A whole code only: parts of one say nothing about who holds it. */
async function findCode(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (q.length < CODE_LENGTH_MIN || !isAllowed(ctx, "redemption.readAny")) return [];
  const row = await ctx.db.redemptionCode.findFirst({ where: { OR: [{ hash: hashOfCode(q) }, { id: q }] } });
  return row ? [{ kind: "code", id: row.id, label: codeLabel(row), href: `/codes?tab=codes&codes_q=${row.id}` }] : [];
}

async function findSubscription(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!q.startsWith("sub_")) return [];
  const row = await ctx.db.subscription.findFirst({
    where: { AND: [{ id: q }, ownership(ctx, "subscription.readAny")] },
    select: { id: true, planVersion: { select: { plan: { select: { name: true } } } } },
  });
  if (!row) return [];
  const href = isAllowed(ctx, "subscription.readAny") ? `/subscriptions?open=${row.id}` : "/plans";
  return [{ kind: "subscription", id: row.id, label: row.planVersion.plan.name, href }];
}

async function findPlan(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!q.startsWith("pln_") || !isAllowed(ctx, "plan.readAny")) return [];
  const row = await ctx.db.plan.findUnique({ where: { id: q }, select: { id: true, name: true } });
  return row ? [{ kind: "plan", id: row.id, label: row.name, href: `/plans?open=${row.id}` }] : [];
}

async function findTokens(ctx: ServiceContext, q: string): Promise<Found[]> {
  const isKey = TOKEN_KEY.test(q);
  const rows = await ctx.db.token.findMany({
    where: {
      AND: [
        ownership(ctx, "token.readAny"),
        {
          OR: [
            { id: q },
            ...namedLike(q),
            ...(isKey ? [{ keys: { some: { OR: [{ hash: sha256Hex(q) }, { prefix: q.slice(0, 7) }] } } }] : []),
          ],
        },
      ],
    },
    select: { id: true, name: true },
    take: FOUND_MAX,
  });
  return rows.map((row) => ({ kind: "token", id: row.id, label: row.name, href: `/tokens?open=${row.id}` }));
}

async function findUsers(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!isAllowed(ctx, "user.read")) return [];
  const rows = await ctx.db.user.findMany({
    where: { OR: [{ id: q }, ...namedLike(q)] },
    select: { id: true, username: true, email: true },
    take: FOUND_MAX,
  });
  return rows.map((row) => ({
    kind: "user",
    id: row.id,
    label: row.email ? `${row.username} · ${row.email}` : row.username,
    href: `/users/${row.id}`,
  }));
}

async function findChannels(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!isAllowed(ctx, "channel.read")) return [];
  const rows = await ctx.db.channel.findMany({
    where: { OR: [{ id: q }, ...namedLike(q)], ownerId: null, deletedAt: null },
    select: { id: true, name: true },
    take: FOUND_MAX,
  });
  return rows.map((row) => ({ kind: "channel", id: row.id, label: row.name, href: `/channels/${row.id}` }));
}

async function findJob(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!q.startsWith("job_") || !isAllowed(ctx, "job.readOwn")) return [];
  const own = isAllowed(ctx, "job.readAny") ? {} : { actorId: requireUserId(ctx) };
  const row = await ctx.db.job.findFirst({ where: { AND: [{ id: q }, own] }, select: { id: true, kind: true } });
  return row ? [{ kind: "job", id: row.id, label: row.kind, href: `/jobs?open=${row.id}` }] : [];
}

async function findAudit(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!q.startsWith("aud_") || !isAllowed(ctx, "audit.read")) return [];
  const row = await ctx.db.auditEvent.findUnique({ where: { id: q }, select: { id: true, action: true } });
  return row ? [{ kind: "audit", id: row.id, label: row.action, href: `/audit?open=${row.id}` }] : [];
}

async function findRevision(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!q.startsWith("rev_") || !isAllowed(ctx, "revision.read")) return [];
  const row = await ctx.db.revision.findUnique({ where: { id: q }, select: { id: true, label: true, number: true } });
  return row
    ? [{ kind: "revision", id: row.id, label: `${row.label} · ${row.number}`, href: `/history?open=${row.id}` }]
    : [];
}

async function findDraft(ctx: ServiceContext, q: string): Promise<Found[]> {
  if (!q.startsWith("drf_") || !isAllowed(ctx, "draft.read")) return [];
  const row = await ctx.db.draft.findUnique({ where: { id: q }, select: { id: true, title: true } });
  return row ? [{ kind: "draft", id: row.id, label: row.title, href: `/drafts/${row.id}` }] : [];
}

async function findModels(ctx: ServiceContext, q: string): Promise<Found[]> {
  const rows = await ctx.db.modelPrice.findMany({
    where: { model: { startsWith: q } },
    select: { model: true },
    take: FOUND_MAX,
  });
  return rows.map(({ model }) => ({
    kind: "model",
    id: model,
    label: model,
    href: `/models?q=${encodeURIComponent(model)}`,
  }));
}
