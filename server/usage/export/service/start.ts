import { addDays } from "date-fns";
import { getSetting } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { audienceOf } from "../audience";
import { readExpectedRows } from "../expected-rows";
import { withRange } from "../range";
import type { ExportLogsInput } from "../schema";
import { cutSlices, type Slice, sliceId } from "../slices";
import { writeQuestion } from "../stored";

/** A slice is what a crash costs, what a cancel waits for, and what a step of the progress is. */
const SLICES = { rowsPerSlice: 25_000, slicesMax: 500 };
/** One person's exports must not keep everybody else's waiting. */
const UNFINISHED_MAX = 3;

/**
 * Starts a job that writes the rows of a filter, as they are now, into a file. Throws RATE_LIMITED while three exports of the
 * same person are under way, PRECONDITION_FAILED when there is nothing in the range.
 */
export async function startExport(ctx: ServiceContext, input: ExportLogsInput): Promise<{ id: string }> {
  authorize(ctx, "log.exportOwn");
  const ownerId = requireUserId(ctx);
  await refuseTooMany(ctx, ownerId);
  const filter = await withRange(ctx, input.filter);
  const range = { fromMs: filter.from.getTime(), toMs: filter.to.getTime() };
  const slices = cutSlices(range, (await readExpectedRows(ctx, filter)).spans, SLICES);
  if (slices.length === 0) throw new AppError("PRECONDITION_FAILED", { reason: "export.empty_range" });
  const id = newId("exp");
  const question = { filter, audience: audienceOf(ctx) };
  await withTransaction(ctx, async (tx) => {
    const targets = slices.map((slice, position) => ({ id: sliceId(position, slice), label: labelOf(slice) }));
    const jobId = await enqueueJob(tx, { kind: "log.export", params: { exportId: id }, targets });
    const createdAt = tx.clock();
    await tx.db.logExport.create({
      data: {
        id,
        jobId,
        ownerId,
        format: input.format,
        filter: writeQuestion(question),
        partCount: slices.length,
        createdAt,
        expiresAt: addDays(createdAt, getSetting("exports.keptDays")),
      },
    });
    await audit(tx, {
      action: "export.start",
      target: { kind: "export", id, label: input.format },
      after: { format: input.format, ...question, jobId },
    });
  });
  return { id };
}

async function refuseTooMany(ctx: ServiceContext, ownerId: string): Promise<void> {
  const unfinished = await ctx.db.job.count({
    where: { kind: "log.export", actorId: ownerId, status: { in: ["queued", "running"] } },
  });
  if (unfinished < UNFINISHED_MAX) return;
  throw new AppError("RATE_LIMITED", { reason: "export.too_many", meta: { max: UNFINISHED_MAX } });
}

function labelOf({ fromMs, toMs }: Slice): string {
  return `${new Date(fromMs).toISOString()} / ${new Date(toMs).toISOString()}`;
}
