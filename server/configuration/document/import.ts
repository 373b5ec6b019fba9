import { createHash } from "node:crypto";
import { refreshSettings } from "@/server/configuration/setting/current";
import { audit } from "@/server/kernel/audit";
import { authorize, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { type Refusal, takeBack, tryOut } from "../draft/rehearse";
import { KINDS } from "../revision/kinds";
import { inOneChange } from "../revision/one-change";
import { carryOut, type PreparedImport, prepareImport } from "./carry-out";
import { type PlannedObject, planImport } from "./plan";
import { readDocument } from "./read-document";
import { type ApplyImportInput, type ConfigurationDocument, IMPORT_CHANGES_MAX, PreviewImportInput } from "./schema";
import { openSecrets } from "./seal";
import { NO_SECRETS } from "./secrets";

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
export async function previewImport(ctx: ServiceContext, given: Parameters<typeof planFor>[1]): Promise<ImportPreview> {
  authorize(ctx, "document.import");
  const { document, planned, fingerprint, secrets } = await planFor(ctx, given);
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

/**
 * Imports a document: all of it or nothing, in one transaction, as one change in the history. Importing it again changes
 * nothing. Throws BAD_INPUT (document.*, revision.unfit), CONFLICT (document.changed_since; revision.stale for an object that
 * somebody changes at the same time), PRECONDITION_FAILED (price.jump until it is confirmed), STEP_UP_REQUIRED for secrets, and
 * what the nouns' verbs throw, with the object's name. Out: the change's id, or null when there was nothing to do.
 */
export async function applyImport(
  ctx: ServiceContext,
  input: ApplyImportInput,
): Promise<{ changeId: string | null; count: number }> {
  authorize(ctx, "document.import");
  const { document, planned, fingerprint, secrets } = await planFor(ctx, input);
  if (input.fingerprint !== undefined && input.fingerprint !== fingerprint) {
    throw new AppError("CONFLICT", { reason: "document.changed_since" });
  }
  const changing = toChange(planned);
  refuseFaults(changing);
  if (changing.length === 0) return { changeId: null, count: 0 };
  if (changing.some(({ isSecretChanged }) => isSecretChanged)) await requireStepUp(ctx);
  const prepared = await prepareImport(ctx, changing, secrets);
  const change = { id: newId("chg") };
  await inOneChange({ ...ctx, change }, async (tx) => {
    await carryOut(tx, prepared, { reason: input.reason, isJumpConfirmed: input.isJumpConfirmed ?? false });
    await auditImport(tx, { document, input, changeId: change.id, prepared });
  });
  await refreshSettings(ctx.db, true);
  return { changeId: change.id, count: changing.length };
}

async function planFor(ctx: ServiceContext, given: PreviewImportInput) {
  const input = PreviewImportInput.parse(given);
  const document = readDocument(input.text);
  const { passphrase = "" } = input;
  if (passphrase !== "" && !document.secrets) throw new AppError("BAD_INPUT", { reason: "document.no_secrets" });
  const secrets = document.secrets && passphrase !== "" ? await openSecrets(document.secrets, passphrase) : NO_SECRETS;
  const planned = await planImport(ctx, document, { ...input, secrets });
  for (const { kind, permissions } of KINDS) {
    if (planned.some((object) => object.kind === kind)) authorize(ctx, permissions.manage);
  }
  return { document, planned, secrets, fingerprint: fingerprintOf(planned) };
}

function toChange(planned: readonly PlannedObject[]): PlannedObject[] {
  return planned.filter(({ effect, held }) => effect !== "unchanged" && held === null);
}

function toItem({ content: _content, documentId: _documentId, effect, ...item }: PlannedObject): ImportItem[] {
  return effect === "unchanged" ? [] : [{ ...item, effect }];
}

/** New objects are told by their ids in the document: their ids here may be made only when they are. */
function fingerprintOf(planned: readonly PlannedObject[]): string {
  const facts = planned.map(({ kind, id, documentId, effect, held, expected, content }) => [
    kind,
    effect === "create" ? documentId : id,
    effect,
    held,
    expected,
    content,
  ]);
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}

function tooMany(count: number): Refusal | null {
  if (count <= IMPORT_CHANGES_MAX) return null;
  return { code: "BAD_INPUT", reason: "document.too_many_changes", meta: { count, max: IMPORT_CHANGES_MAX } };
}

function refuseFaults(changing: readonly PlannedObject[]): void {
  const refusal = tooMany(changing.length);
  if (refusal) throw new AppError("BAD_INPUT", { reason: refusal.reason, meta: refusal.meta });
  const faulty = changing.filter(({ faults }) => faults.length > 0);
  const [first] = faulty;
  const [fault] = first?.faults ?? [];
  if (!first || !fault) return;
  const detail = [fault.path, fault.detail].filter((part) => part !== "").join(": ");
  throw new AppError("BAD_INPUT", {
    reason: "document.faulty",
    meta: { count: faulty.length, label: first.label, detail: detail.slice(0, 500) },
  });
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
