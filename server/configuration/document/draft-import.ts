import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { createDraft } from "../draft/edit";
import { DRAFT_CHANGES_MAX, type DraftChange } from "../draft/schema";
import type { ObjectRef } from "../revision/schema";
import type { PlannedObject } from "./plan";
import { readImport, refuseFaults, toChange } from "./read-import";
import type { DraftImportInput } from "./schema";

export type DraftImport = {
  /** Null: there was nothing to change, so nothing is kept. */
  draft: { id: string; version: number } | null;
  /** How many changes the draft holds. */
  count: number;
  /** Objects whose secrets would change by an import and do not by this draft; known only with the passphrase. */
  leftOut: (ObjectRef & { label: string })[];
  /** The file has secrets: none of them is in the draft. */
  hasSecrets: boolean;
};

const LABEL_LENGTH_MAX = 191;

/**
 * Keeps what an import would change as a draft, for somebody to look at and publish. Secrets are no part of a draft: a channel that is new
 * stays switched off, and what has nothing but another secret is left out. Throws as `readImport` and `createDraft` do,
 * and BAD_INPUT (document.draft_too_many, document.faulty).
 */
export async function importAsDraft(ctx: ServiceContext, input: DraftImportInput): Promise<DraftImport> {
  authorize(ctx, "document.import");
  authorize(ctx, "draft.manage");
  const { title, reason = "", fingerprint, passphrase: _, ...open } = input;
  const asked = await readImport(ctx, input, fingerprint);
  const isOpened = (input.passphrase ?? "") !== "";
  const changing = toChange(isOpened ? (await readImport(ctx, open)).planned : asked.planned);
  refuseFaults(changing);
  if (changing.length > DRAFT_CHANGES_MAX) {
    const meta = { count: changing.length, max: DRAFT_CHANGES_MAX };
    throw new AppError("BAD_INPUT", { reason: "document.draft_too_many", meta });
  }
  const changes = changing.map(toDraftChange);
  return {
    draft: changes.length === 0 ? null : await createDraft(ctx, { title, reason, changes }),
    count: changes.length,
    leftOut: toChange(asked.planned)
      .filter(({ isSecretChanged }) => isSecretChanged)
      .map(({ kind, id, label }) => ({ kind, id, label })),
    hasSecrets: asked.document.secrets !== undefined,
  };
}

function toDraftChange({ kind, id, label, expected, content }: PlannedObject): DraftChange {
  return { kind, id, label: (label || id).slice(0, LABEL_LENGTH_MAX), base: expected, content };
}
