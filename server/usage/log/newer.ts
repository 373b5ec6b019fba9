import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { AppError } from "@/server/kernel/errors";
import { firstIdAt } from "@/server/kernel/ids";
import { itemOf, type LogItem } from "./item";
import { planOf } from "./query/plan";
import { LAST_POSITION, timeOfId } from "./query/position";
import type { EndedStep, Predicate } from "./query/predicate";
import { resolveQuery } from "./query/query";
import { readNewest } from "./query/rows";
import type { NewerLogsInput } from "./schema";

const SECOND_MS = 1_000;
/** Between the end of a request and its row: the settlement waits for its batch. */
const SLACK_MS = 5 * SECOND_MS;
/** How far before the known request one may have begun. Each step back asks for as much more time taken. */
const LOOK_BACK_MS = [SLACK_MS, 30 * SECOND_MS, 120 * SECOND_MS, 900 * SECOND_MS] as const;

export type NewerLogs = { items: LogItem[] };

/**
 * What has come since a request that is known, newest first: the live tail.
 *
 * A row is written when its request ends, under the id of its start; so a long answer appears behind younger rows. Beside all
 * ids above `afterId` the answer holds requests that began up to fifteen minutes before and ended after it. Some of these
 * were shown already: the reader drops ids it knows. What took longer than fifteen minutes, and what came in a burst of more
 * than `limit`, is seen with the next load of the list.
 */
export async function newerLogs(ctx: ServiceContext, input: NewerLogsInput): Promise<NewerLogs> {
  authorize(ctx, "log.readOwn");
  const { afterId, limit, ...filter } = input;
  const since = timeOfId(afterId);
  if (since === 0) throw new AppError("BAD_INPUT", { reason: "common.bad_cursor" });
  const query = await resolveQuery(ctx, filter);
  const store = readStoreOf(ctx.db);
  const plan = await planOf(store, { ...query, predicates: [...query.predicates, endedSince(since)] });
  if (plan === null) return { items: [] };
  const from = firstIdAt("req", Math.max(0, since - (LOOK_BACK_MS.at(-1) ?? 0)));
  const { rows } = await readNewest(store, plan, { range: { from, before: LAST_POSITION }, limit });
  const seesUpstream = isAllowed(ctx, "log.readUpstream");
  return { items: rows.filter((row) => row.id !== afterId).map((row) => itemOf(row, seesUpstream)) };
}

/** That a request ended at an instant or later, less the slack, in steps that need no arithmetic of times in SQL. */
export function endedSince(since: number): Predicate {
  const steps = LOOK_BACK_MS.map(
    (backMs, index): EndedStep => ({
      fromId: firstIdAt("req", Math.max(0, since - backMs)),
      durationMsMin: Math.max(0, (LOOK_BACK_MS[index - 1] ?? 0) - SLACK_MS),
    }),
  );
  return { is: "ended", steps };
}
