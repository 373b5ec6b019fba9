import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { changeOneChannel } from "./change-one";
import { resolveSelection } from "./read";
import { BULK_INLINE_MAX, type BulkChange, type BulkChannelsInput } from "./schema";

export type BulkReportRow = {
  id: string;
  label: string;
  isDone: boolean;
  /** Machine reason of a failure, worded by the console. */
  reason: string | null;
};

export type BulkOutcome = { kind: "done"; rows: BulkReportRow[] } | { kind: "job"; jobId: string; count: number };

/**
 * Makes one change to many channels, each in its own transaction, so that one refusal stops none of the others. Up to 100
 * at once with a report of every row; more become a job. Throws FORBIDDEN when the actor may not make the change at all.
 */
export async function bulkChangeChannels(ctx: ServiceContext, input: BulkChannelsInput): Promise<BulkOutcome> {
  authorize(ctx, permissionOf(input.change));
  const targets = await resolveSelection(ctx, input.selection);
  if (targets.length > BULK_INLINE_MAX) {
    const jobId = await enqueueJob(ctx, { kind: "channel.bulk", params: { change: input.change }, targets });
    return { kind: "job", jobId, count: targets.length };
  }
  const rows: BulkReportRow[] = [];
  const together = { ...ctx, change: { id: newId("chg") } };
  for (const { id, label } of targets) {
    const reason = await failureOf(() => changeOneChannel(together, id, input.change));
    rows.push({ id, label, isDone: reason === null, reason });
  }
  return { kind: "done", rows };
}

export function permissionOf(change: BulkChange) {
  return change.kind === "enable" || change.kind === "disable" ? "channel.toggle" : "channel.manage";
}

async function failureOf(run: () => Promise<void>): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    const fault = toAppError(error);
    // The database being away concerns all rows alike: the caller hears of it once.
    if (fault.code === "UNAVAILABLE" || fault.code === "INTERNAL") throw error;
    return fault.reason ?? fault.code;
  }
}
