import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { findArchivedAttempts, findArchivedLog } from "../archive/record";
import { explainCharge } from "./formula";
import { itemOf } from "./item";
import { readNames } from "./names";

/** One request with its price formula and, for staff, every call to an upstream. */
export async function getLog(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "log.readOwn");
  const kept = await ctx.db.log.findUnique({ where: { id: input.id } });
  const row = kept ?? (await findArchivedLog(ctx, input.id));
  if (!row || (!isAllowed(ctx, "log.readAny") && row.userId !== requireUserId(ctx))) throw notFound("log");
  const seesUpstream = isAllowed(ctx, "log.readUpstream");
  const [names, price, attempts] = await Promise.all([
    readNames(ctx, [row]),
    row.priceId === null ? null : ctx.db.priceSnapshot.findUnique({ where: { id: row.priceId } }),
    seesUpstream ? readAttempts(ctx, row.id) : [],
  ]);
  const named = {
    ...row,
    isArchived: kept === null,
    username: names.users.get(row.userId ?? "") ?? null,
    tokenName: names.tokens.get(row.tokenId ?? "") ?? null,
    channelName: names.channels.get(row.channelId ?? "") ?? null,
  };
  return { ...itemOf(named, seesUpstream), formula: price ? explainCharge(price, row) : null, attempts };
}

async function readAttempts(ctx: ServiceContext, requestId: string) {
  const kept = await ctx.db.attempt.findMany({ where: { requestId }, orderBy: { position: "asc" } });
  const rows = kept.length > 0 ? kept : await findArchivedAttempts(ctx, requestId);
  const names = await readNames(ctx, rows);
  const keyIds = rows.flatMap((row) => row.channelKeyId ?? []);
  // Of a customer's own key staff see nothing, not even its ends.
  const ofSite = { id: { in: keyIds }, channel: { ownerId: null } };
  const keys = await ctx.db.channelKey.findMany({ where: ofSite, select: { id: true, hint: true } });
  const hints = new Map(keys.map((key) => [key.id, key.hint]));
  return rows.map((row) => ({
    position: row.position,
    channelId: row.channelId,
    channelName: names.channels.get(row.channelId) ?? null,
    keyHint: row.channelKeyId === null ? null : (hints.get(row.channelKeyId) ?? null),
    endpoint: row.endpoint,
    startedAt: row.startedAt,
    durationMs: row.durationMs,
    firstByteMs: row.firstByteMs,
    httpStatus: row.httpStatus,
    fault: row.fault,
    error: row.error,
  }));
}
