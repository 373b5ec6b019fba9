import { refreshSettings } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { type Refusal, takeBack, tryOut } from "../draft/rehearse";
import { inOneChange } from "../revision/one-change";
import { carryOut, type PreparedImport, prepareImport } from "./carry-out";
import { enqueueImport } from "./import-job";
import type { PlannedObject } from "./plan";
import { readImport, refuseFaults, toChange, tooMany } from "./read-import";
import {
  type ApplyImportInput,
  type ConfigurationDocument,
  IMPORT_CHANGES_MAX,
  IMPORT_DIRECT_MAX,
  type PreviewImportInput,
} from "./schema";

/** An object of a preview: what differs or is held back, and what is wrong with it. */
export type ImportItem = Omit<PlannedObject, "content" | "documentId" | "effect"> & {
  effect: Exclude<PlannedObject["effect"], "unchanged">;
};

export type ImportPreview = {
  document: { exportedAt: string; gatehouse: string; objectCount: number; hasSecrets: boolean };
  /** Those that differ, in the order in which they would be made. */
  items: ImportItem[];
  unchangedCount: number;
  /** How many would be changed. */
  changeCount: number;
  /** Goes back with the import, so that what was looked at is what is done. */
  fingerprint: string;
  /** Why the import would be refused; null: it would go through. */
  refusal: Refusal | null;
  /** It needs a yes to this price that moves ten-fold or more. */
  jump: Refusal | null;
};

/**
 * What importing a document would do, object by object, found out by doing it in a transaction that is taken back. Throws
 * BAD_INPUT (document.*) for a file that cannot be read or a passphrase that does not open its secrets.
 */
export async function previewImport(ctx: ServiceContext, given: PreviewImportInput): Promise<ImportPreview> {
  authorize(ctx, "document.import");
  const { document, planned, fingerprint, secrets } = await readImport(ctx, given);
  const changing = toChange(planned);
  const isSound = changing.every(({ faults }) => faults.length === 0) && changing.length <= IMPORT_CHANGES_MAX;
  const outcome =
    isSound && changing.length > 0
      ? await tryOut(ctx, async (asked, isJumpConfirmed) => {
          const prepared = await prepareImport(asked, changing, secrets);
          return takeBack(asked, (tx) => carryOut(tx, prepared, { reason: "", isJumpConfirmed }));
        })
      : { refusal: tooMany(changing.length), jump: null };
  return {
    document: {
      exportedAt: document.exportedAt,
      gatehouse: document.gatehouse,
      objectCount: document.objects.length,
      hasSecrets: document.secrets !== undefined,
    },
    items: planned.flatMap(toItem),
    unchangedCount: planned.filter(({ effect }) => effect === "unchanged").length,
    changeCount: changing.length,
    fingerprint,
    refusal: outcome.refusal,
    jump: outcome.jump,
  };
}

/** What was done, or what the job does: then its report tells how far it is. */
export type ImportResult = { changeId: string | null; count: number; jobId: string | null };

/**
 * Imports a document: all of it or nothing, in one transaction, as one change in the history. Importing it again changes
 * nothing. More than IMPORT_DIRECT_MAX objects are a job of many steps, each of them all or nothing, and still one change; it begins
 * only when a rehearsal went through. Throws BAD_INPUT (document.*, revision.unfit), CONFLICT (document.changed_since; revision.stale for
 * an object that somebody changes at the same time), PRECONDITION_FAILED (price.jump until it is confirmed), STEP_UP_REQUIRED for
 * secrets, and what the nouns' verbs throw, with the object's name. Out: the change's id, or null when there was nothing to do.
 */
export async function applyImport(ctx: ServiceContext, input: ApplyImportInput): Promise<ImportResult> {
  authorize(ctx, "document.import");
  const { document, planned, secrets } = await readImport(ctx, input, input.fingerprint);
  const changing = toChange(planned);
  refuseFaults(changing);
  const count = changing.length;
  if (count === 0) return { changeId: null, count, jobId: null };
  if (changing.some(({ isSecretChanged }) => isSecretChanged)) await requireStepUp(ctx);
  const prepared = await prepareImport(ctx, changing, secrets);
  const { reason, isJumpConfirmed = false } = input;
  const options = { reason, isJumpConfirmed };
  const changeId = newId("chg");
  const imported = { document, input, changeId, prepared };
  if (count > IMPORT_DIRECT_MAX) {
    await takeBack(ctx, (tx) => carryOut(tx, prepared, options));
    const jobId = await withTransaction(ctx, async (tx) => {
      await auditImport(tx, imported);
      return enqueueImport(tx, { changeId, changing, secrets, ...options });
    });
    return { changeId, count, jobId };
  }
  await inOneChange({ ...ctx, change: { id: changeId } }, async (tx) => {
    await carryOut(tx, prepared, options);
    await auditImport(tx, imported);
  });
  await refreshSettings(ctx.db, true);
  return { changeId, count, jobId: null };
}

function toItem({ content: _content, documentId: _documentId, effect, ...item }: PlannedObject): ImportItem[] {
  return effect === "unchanged" ? [] : [{ ...item, effect }];
}

type Imported = {
  document: ConfigurationDocument;
  input: ApplyImportInput;
  changeId: string;
  prepared: PreparedImport;
};

function auditImport(tx: ServiceContext, { document, input, changeId, prepared }: Imported): Promise<void> {
  const { exportedAt } = document;
  const after = {
    count: prepared.count,
    policy: input.policy ?? "overwrite",
    deleteKinds: input.deleteKinds ?? [],
    hasSecrets: prepared.hasSecrets,
  };
  const target = { kind: "change", id: changeId, label: exportedAt };
  return audit(tx, { action: "document.import", target, after, reason: input.reason });
}
