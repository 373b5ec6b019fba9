import { isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { consumeKey, hourOf } from "@/server/money/ledger/rows";
import { findArchivedAttempts } from "../archive/record";
import { readRouteFact } from "./route-fact";

const HOUR_MS = 3_600_000;
const ELSEWHERE_MAX = 20;

/** The calls to upstreams of a request, with their channels' names and their keys' hints. */
export async function readCalls(ctx: ServiceContext, requestId: string) {
  const kept = await ctx.db.attempt.findMany({ where: { requestId }, orderBy: { position: "asc" } });
  const rows = kept.length > 0 ? kept : await findArchivedAttempts(ctx, requestId);
  const keyIds = rows.flatMap((row) => row.channelKeyId ?? []);
  const [names, keys] = await Promise.all([
    readChannelNames(
      ctx,
      rows.map(({ channelId }) => channelId),
    ),
    // Of a customer's own key staff see nothing, not even its ends.
    ctx.db.channelKey.findMany({
      where: { id: { in: keyIds }, channel: { ownerId: null } },
      select: { id: true, hint: true },
    }),
  ]);
  const hints = new Map(keys.map((key) => [key.id, key.hint]));
  return rows.map(({ requestId: _requestId, channelKeyId, ...row }) => ({
    ...row,
    channelName: names.get(row.channelId) ?? null,
    keyHint: channelKeyId === null ? null : (hints.get(channelKeyId) ?? null),
  }));
}

/** Id → name, deleted channels included. */
export async function readChannelNames(ctx: ServiceContext, ids: readonly string[]): Promise<Map<string, string>> {
  const where = { id: { in: [...new Set(ids)] } };
  const rows = await ctx.db.channel.findMany({ where, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

type Facts = { routeId: string | null; userAgentId: string | null };

/** What a request has in common with others; null where it was not noted, or its content is gone. */
export async function readFacts(ctx: ServiceContext, { routeId, userAgentId }: Facts) {
  const ids = [routeId, userAgentId].filter((id) => id !== null);
  const rows = ids.length === 0 ? [] : await ctx.db.logFact.findMany({ where: { id: { in: ids } } });
  const contentOf = (id: string | null) => rows.find((row) => row.id === id)?.content ?? null;
  const route = contentOf(routeId);
  return { route: route === null ? null : readRouteFact(route), userAgent: contentOf(userAgentId) };
}

/** Prefix and, for those who may see it, last four of the key a token had at a time. */
export async function readKeyHint(
  ctx: ServiceContext,
  { tokenId, at, isOwn }: { tokenId: string; at: Date; isOwn: boolean },
) {
  const keys = await ctx.db.tokenKey.findMany({ where: { tokenId }, orderBy: { createdAt: "desc" }, take: 10 });
  const key = keys.find(({ createdAt }) => createdAt <= at) ?? keys.at(-1);
  if (!key) return null;
  return isOwn || isAllowed(ctx, "token.readLastFour") ? `${key.prefix}…${key.lastFour}` : `${key.prefix}…`;
}

type Paid = { userId: string | null; createdAt: Date; durationMs: number; walletQuota: bigint };

/** The ledger's entry of the hour that a charge went into; null when the wallet paid nothing. */
export async function readLedgerEntry(ctx: ServiceContext, { userId, createdAt, durationMs, walletQuota }: Paid) {
  if (userId === null || walletQuota <= 0n) return null;
  const endedAt = createdAt.getTime() + durationMs;
  // It is written in the hour of the settlement, which may have come late.
  const keys = [endedAt, endedAt + HOUR_MS, createdAt.getTime()].map((at) => consumeKey(userId, hourOf(at)));
  const rows = await ctx.db.ledgerEntry.findMany({
    where: { idempotencyKey: { in: [...new Set(keys)] } },
    select: { id: true, amount: true, createdAt: true, idempotencyKey: true },
  });
  const row = keys.map((key) => rows.find(({ idempotencyKey }) => idempotencyKey === key)).find((found) => found);
  return row ? { id: row.id, amount: row.amount, createdAt: row.createdAt } : null;
}

/** Channels that list a model for other groups, as of now: where a request nobody could serve might have gone. */
export async function readElsewhere(ctx: ServiceContext, { model, group }: { model: string; group: string }) {
  if (model === "") return [];
  const rows = await ctx.db.ability.findMany({
    where: { model, groupName: { not: group } },
    select: { channelId: true, groupName: true, isEnabled: true },
    orderBy: [{ groupName: "asc" }, { channelId: "asc" }],
    take: ELSEWHERE_MAX,
  });
  const names = await readChannelNames(
    ctx,
    rows.map(({ channelId }) => channelId),
  );
  return rows.map(({ channelId, groupName, isEnabled }) => ({
    channelId,
    channelName: names.get(channelId) ?? null,
    group: groupName,
    isEnabled,
  }));
}
