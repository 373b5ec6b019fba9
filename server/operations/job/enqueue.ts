import { audit } from "@/server/kernel/audit";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import type { JobInput, JobKindName } from "./schema";

const LABEL_LENGTH_MAX = 191;

/**
 * Puts long work in the queue and returns its id; a runner takes it up within a second or two. The verb that calls this
 * checks whether the actor may do the work; the runner checks again, record by record. Throws BAD_INPUT without targets.
 */
export async function enqueueJob(ctx: ServiceContext, job: { kind: JobKindName } & JobInput): Promise<string> {
  if (job.targets.length === 0) throw new AppError("BAD_INPUT", { reason: "job.no_targets" });
  const id = newId("job");
  const targets = job.targets.map((target) => ({ id: target.id, label: target.label.slice(0, LABEL_LENGTH_MAX) }));
  await withTransaction(ctx, async (tx) => {
    await tx.db.job.create({
      data: {
        id,
        kind: job.kind,
        input: JSON.stringify({ params: job.params, targets }),
        actorId: actorId(tx),
        actorName: tx.actor.name.slice(0, 64),
        totalCount: targets.length,
        createdAt: tx.clock(),
      },
    });
    await audit(tx, {
      action: "job.start",
      target: { kind: "job", id, label: job.kind },
      after: { kind: job.kind, params: job.params, recordCount: targets.length },
    });
  });
  return id;
}
