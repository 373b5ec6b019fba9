import { createHash } from "node:crypto";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import type { Refusal } from "../draft/rehearse";
import { KINDS } from "../revision/kinds";
import { type PlannedObject, planImport } from "./plan";
import { readDocument } from "./read-document";
import {
  type ConfigurationDocument,
  type DocumentSecrets,
  IMPORT_CHANGES_MAX,
  PreviewImportInput,
  type PreviewImportInput as PreviewInput,
} from "./schema";
import { openSecrets } from "./seal";
import { NO_SECRETS } from "./secrets";

export type ReadImport = {
  document: ConfigurationDocument;
  planned: PlannedObject[];
  secrets: DocumentSecrets;
  fingerprint: string;
};

/**
 * Reads a file, opens its secrets and compares it with what is here. Throws BAD_INPUT (document.*) for a file that cannot be
 * read or a passphrase that does not open its secrets, FORBIDDEN for kinds that the actor may not manage, and CONFLICT
 * (document.changed_since) when what was looked at, by its fingerprint, is no longer what would be done.
 */
export async function readImport(ctx: ServiceContext, given: PreviewInput, looked?: string): Promise<ReadImport> {
  const input = PreviewImportInput.parse(given);
  const document = readDocument(input.text);
  const { passphrase = "" } = input;
  if (passphrase !== "" && !document.secrets) throw new AppError("BAD_INPUT", { reason: "document.no_secrets" });
  const secrets = document.secrets && passphrase !== "" ? await openSecrets(document.secrets, passphrase) : NO_SECRETS;
  const planned = await planImport(ctx, document, { ...input, secrets });
  for (const { kind, permissions } of KINDS) {
    if (planned.some((object) => object.kind === kind)) authorize(ctx, permissions.manage);
  }
  const fingerprint = fingerprintOf(planned);
  if (looked !== undefined && looked !== fingerprint) {
    throw new AppError("CONFLICT", { reason: "document.changed_since" });
  }
  return { document, planned, secrets, fingerprint };
}

/** Of a plan, the objects that would be changed. */
export function toChange(planned: readonly PlannedObject[]): PlannedObject[] {
  return planned.filter(({ effect, held }) => effect !== "unchanged" && held === null);
}

/** Why as many changes are refused; null: they are not. */
export function tooMany(count: number): Refusal | null {
  if (count <= IMPORT_CHANGES_MAX) return null;
  return { code: "BAD_INPUT", reason: "document.too_many_changes", meta: { count, max: IMPORT_CHANGES_MAX } };
}

/** Throws BAD_INPUT: document.too_many_changes, or document.faulty with the first object that does not fit. */
export function refuseFaults(changing: readonly PlannedObject[]): void {
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
