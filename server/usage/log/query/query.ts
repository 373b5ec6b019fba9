import { isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { asText } from "@/server/kernel/database/sql-values";
import type { LogFilter } from "../schema";
import { type IdRange, idRangeOf } from "./position";
import { type Predicate, predicatesOf } from "./predicate";

/** A filter as the reader may ask it, with its names made ids: what every read of logs starts from. */
export type LogQuery = { range: IdRange; predicates: Predicate[] };

/** One upstream may call many requests the same. */
const UPSTREAM_MATCHES_MAX = 20;

/**
 * Makes a filter ready for the database. Whoever may not read everybody's logs gets their own, whatever they asked for, and
 * cannot narrow by what says which upstream served them. Throws BAD_INPUT for a range that cannot be.
 */
export async function resolveQuery(ctx: ServiceContext, filter: LogFilter): Promise<LogQuery> {
  const range = idRangeOf(filter);
  const allowed = withoutForeign(ctx, filter);
  const [named, request] = await Promise.all([withUserIds(ctx, allowed), requestPredicate(ctx, allowed)]);
  return { range, predicates: [...(request ? [request] : []), ...predicatesOf(named)] };
}

function withoutForeign(ctx: ServiceContext, filter: LogFilter): LogFilter {
  const allowed = { ...filter };
  if (!isAllowed(ctx, "log.readAny")) {
    allowed.userId = [requireUserId(ctx)];
    delete allowed.userIdNot;
  }
  if (!isAllowed(ctx, "log.readUpstream")) {
    delete allowed.channelId;
    delete allowed.channelIdNot;
    delete allowed.attemptCountMin;
  }
  return allowed;
}

/** Users may be named as people name them. A name that nobody has matches nothing. */
async function withUserIds(ctx: ServiceContext, filter: LogFilter): Promise<LogFilter> {
  const { userId, userIdNot } = filter;
  const names = [...(userId ?? []), ...(userIdNot ?? [])]
    .filter((name) => !name.startsWith("usr_"))
    .map((name) => name.toLowerCase());
  if (names.length === 0) return filter;
  const users = await ctx.db.user.findMany({
    where: { OR: [{ username: { in: names } }, { email: { in: names } }] },
    select: { id: true, username: true, email: true },
  });
  const idsOf = (value: string) => {
    const name = value.toLowerCase();
    const ids = users.filter((user) => user.username === name || user.email === name).map((user) => user.id);
    return ids.length === 0 ? [value] : ids;
  };
  return {
    ...filter,
    ...(userId ? { userId: [...new Set(userId.flatMap(idsOf))] } : {}),
    ...(userIdNot ? { userIdNot: [...new Set(userIdNot.flatMap(idsOf))] } : {}),
  };
}

async function requestPredicate(ctx: ServiceContext, { requestId }: LogFilter): Promise<Predicate | null> {
  if (!requestId) return null;
  const upstream = isAllowed(ctx, "log.readUpstream") ? await requestsOfUpstreamId(ctx, requestId) : [];
  const own = requestId.startsWith("req_") ? [requestId] : [];
  return { is: "request", ids: [...new Set([...own, ...upstream])], clientRequestId: requestId };
}

async function requestsOfUpstreamId(ctx: ServiceContext, upstreamId: string): Promise<string[]> {
  const store = readStoreOf(ctx.db);
  const { placeholder } = store.dialect;
  const rows = await store.query(
    `SELECT DISTINCT request_id FROM attempts WHERE upstream_id = ${placeholder(0)} AND upstream_id <> '' LIMIT ${placeholder(1)}`,
    [upstreamId, UPSTREAM_MATCHES_MAX],
  );
  return rows.map((row) => asText(row.request_id));
}
