import { z } from "zod";
import { refreshSettings } from "@/server/configuration/setting/current";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { decryptSecret, encryptSecret } from "@/server/kernel/crypto";
import { AppError, type AppErrorMeta } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { enqueueJob } from "@/server/operations/job/enqueue";
import type { JobKind, JobWork } from "@/server/operations/job/kind";
import { steppedUp } from "../draft/rehearse";
import type { Wanted } from "../revision/apply";
import { inOneChange } from "../revision/one-change";
import { carryOut, prepareImport } from "./carry-out";
import { cutIntoSteps, secretsOf } from "./import-steps";
import type { PlannedObject } from "./plan";
import { DocumentSecrets } from "./schema";
import { NO_SECRETS } from "./secrets";

const Params = z.object({ changeId: z.string(), reason: z.string(), isJumpConfirmed: z.boolean() });
type Params = z.output<typeof Params>;

const STEP_DIGITS = 5;

type Import = Params & { changing: readonly PlannedObject[]; secrets: DocumentSecrets };

/**
 * Puts an import in the queue, as steps with all that they change, so that a resumed job does what was looked at. The caller has found
 * out that it would go through and asked for the password where it is due. Out: the job's id.
 */
export async function enqueueImport(ctx: ServiceContext, { changing, secrets, ...params }: Import): Promise<string> {
  const steps = cutIntoSteps(changing).map(({ label, objects }, index) => ({
    id: `${params.changeId}.${String(index + 1).padStart(STEP_DIGITS, "0")}`,
    label,
    objects,
  }));
  return withTransaction(ctx, async (tx) => {
    await tx.db.documentImportStep.createMany({
      data: steps.map(({ id, objects }) => ({
        id,
        objects: JSON.stringify(objects),
        secrets: sealed(objects, secrets),
        createdAt: tx.clock(),
      })),
    });
    const targets = steps.map(({ id, label }) => ({ id, label }));
    return enqueueJob(tx, { kind: "document.import", params, targets });
  });
}

function sealed(objects: readonly PlannedObject[], secrets: DocumentSecrets): string {
  const own = secretsOf(objects, secrets);
  const isEmpty = Object.values(own).every((values) => Object.keys(values).length === 0);
  return isEmpty ? "" : encryptSecret(JSON.stringify(own));
}

/** Imports a document step by step; all steps are one change in the history. */
export const documentImportJob: JobKind = {
  kind: "document.import",
  // Steps come in the order in which objects name each other.
  concurrency: 1,
  async run(ctx, work) {
    authorize(ctx, "document.import");
    try {
      await carryOutStep(ctx, work);
      return { status: "done", detail: "" };
    } catch (error) {
      if (!(error instanceof AppError) || error.reason === undefined || work.signal.aborted) throw error;
      return { status: "failed", detail: withMeta(error.reason, error.meta) };
    }
  },
};

/** A reason with what it names, so that the report can say which object it is about. */
function withMeta(reason: string, meta: AppErrorMeta = {}): string {
  const named = new URLSearchParams(Object.entries(meta).map(([name, value]) => [name, String(value ?? "")]));
  return named.size === 0 ? reason : `${reason}?${named}`;
}

/**
 * Makes the changes of one step in one transaction, which also notes that it is done: a step that was carried out by a runner which died
 * before it could say so is left alone. Throws PRECONDITION_FAILED (document.import_forgotten) and what an import throws.
 */
async function carryOutStep(ctx: ServiceContext, { params, target, signal }: JobWork): Promise<void> {
  const { changeId, reason, isJumpConfirmed } = Params.parse(params);
  const { id } = target;
  const step = await ctx.db.documentImportStep.findUnique({ where: { id } });
  if (!step) throw new AppError("PRECONDITION_FAILED", { reason: "document.import_forgotten" });
  if (step.doneAt !== null) return;
  // Whoever started it was asked for the password then.
  const asked = steppedUp(ctx);
  const secrets = step.secrets === "" ? NO_SECRETS : DocumentSecrets.parse(JSON.parse(decryptSecret(step.secrets)));
  const prepared = await prepareImport(asked, JSON.parse(step.objects) as PlannedObject[], secrets);
  await inOneChange({ ...asked, change: { id: changeId } }, async (tx) => {
    const { count } = await tx.db.documentImportStep.updateMany({
      where: { id, doneAt: null },
      data: { doneAt: tx.clock(), objects: "[]", secrets: "" },
    });
    if (count === 0) return;
    const wanted = await pastOwnSteps(tx, prepared.wanted, changeId);
    await carryOut(tx, { ...prepared, wanted }, { reason, isJumpConfirmed });
    // A job that was cancelled meanwhile reports no more, so it must not have changed anything either.
    signal.throwIfAborted();
  });
  await refreshSettings(ctx.db, true);
}

/** What an earlier step of the same import did to an object is no change by somebody else. */
async function pastOwnSteps(tx: ServiceContext, wanted: readonly Wanted[], changeId: string): Promise<Wanted[]> {
  const own = await tx.db.revision.findMany({
    where: { changeId, supersededAt: null, objectId: { in: wanted.map(({ id }) => id) } },
    select: { kind: true, objectId: true, number: true },
  });
  const numbers = new Map(own.map(({ kind, objectId, number }) => [`${kind} ${objectId}`, number]));
  return wanted.map((object) => ({
    ...object,
    expected: numbers.get(`${object.kind} ${object.id}`) ?? object.expected,
  }));
}

const KEPT_MS = 7 * 24 * 60 * 60_000;

/** Forgets the steps of imports that ended a while ago, with the secrets of those that were never made. Harmless twice. Out: how many. */
export async function forgetOldImports(ctx: ServiceContext): Promise<number> {
  const before = new Date(ctx.clock().getTime() - KEPT_MS);
  const { count } = await ctx.db.documentImportStep.deleteMany({ where: { createdAt: { lt: before } } });
  return count;
}
