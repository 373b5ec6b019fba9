import packageJson from "@/package.json" with { type: "json" };
import { audit } from "@/server/kernel/audit";
import { authorize, isAllowed, requireStepUp } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { withTransaction } from "@/server/kernel/transaction";
import { withoutMarks } from "../revision/apply";
import { readContent, writeContent } from "../revision/content";
import { type AnyKind, KINDS } from "../revision/kinds";
import type { RevisionKind } from "../revision/schema";
import { findSettingDefinition } from "../setting/registry/all";
import {
  type ConfigurationDocument,
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  type DocumentObject,
  type ExportDocumentInput,
} from "./schema";
import { sealSecrets } from "./seal";
import { readSecrets, type Unreadable } from "./secrets";

export type DocumentExport = {
  document: ConfigurationDocument;
  /** Objects whose secrets were wanted and cannot be decrypted: the document says nothing of these. */
  leftOut: Unreadable[];
};

/**
 * Writes the site's configuration as one document: the kinds named, or all that the actor may read. Objects stand in the
 * order of their kinds and ids, their fields by name, so that two exports can be compared. Secrets are in it only under a
 * passphrase. Leaves an audit event. Throws FORBIDDEN; STEP_UP_REQUIRED when secrets are wanted.
 */
export async function exportDocument(ctx: ServiceContext, input: ExportDocumentInput): Promise<DocumentExport> {
  authorize(ctx, "document.export");
  const kinds = chosenKinds(ctx, input.kinds);
  const { passphrase } = input;
  if (passphrase !== undefined) {
    for (const { permissions } of kinds) authorize(ctx, permissions.manage);
    await requireStepUp(ctx);
  }
  return withTransaction(ctx, async (tx) => {
    const objects: DocumentObject[] = [];
    for (const kind of kinds) objects.push(...(await readObjects(tx, kind)));
    const names = kinds.map(({ kind }) => kind);
    const { leftOut, ...sealed } = passphrase === undefined ? { leftOut: [] } : await sealAll(tx, names, passphrase);
    const hasSecrets = passphrase !== undefined;
    await auditExport(tx, names, { count: objects.length, hasSecrets, leftOutCount: leftOut.length });
    const document: ConfigurationDocument = {
      format: DOCUMENT_FORMAT,
      version: DOCUMENT_VERSION,
      exportedAt: tx.clock().toISOString(),
      gatehouse: packageJson.version,
      kinds: names,
      objects,
      ...sealed,
    };
    return { document, leftOut };
  });
}

async function sealAll(tx: ServiceContext, kinds: readonly RevisionKind[], passphrase: string) {
  const { secrets, unreadable } = await readSecrets(tx, kinds);
  return { secrets: await sealSecrets(secrets, passphrase), leftOut: unreadable };
}

/** A document as a file: what people diff and keep. */
export function writeDocument(document: ConfigurationDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function chosenKinds(ctx: ServiceContext, named: readonly RevisionKind[] | undefined): AnyKind[] {
  const wanted = KINDS.filter(({ kind }) => named?.includes(kind) ?? true);
  if (named === undefined) return wanted.filter(({ permissions }) => isAllowed(ctx, permissions.read));
  for (const { permissions } of wanted) authorize(ctx, permissions.read);
  return wanted;
}

async function readObjects(ctx: ServiceContext, kind: AnyKind): Promise<DocumentObject[]> {
  const live = await kind.list(ctx);
  return live
    .filter(({ id }) => !isSecretSetting(kind.kind, id))
    .map(({ id, label, content }) => ({ kind: kind.kind, id, label, content: plainContent(kind, content) }))
    .sort((left, right) => (left.id < right.id ? -1 : 1));
}

/** A secret setting is nothing but its secret. */
function isSecretSetting(kind: RevisionKind, id: string): boolean {
  return kind === "setting" && findSettingDefinition(id)?.isSecret === true;
}

/** A content as plain JSON, without what only marks secrets, its fields by name. */
export function plainContent(kind: AnyKind, content: object): Record<string, unknown> {
  const plain = readContent(writeContent(withoutMarks(kind, content))) ?? {};
  return Object.fromEntries(Object.entries(plain).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function auditExport(tx: ServiceContext, kinds: readonly RevisionKind[], what: object) {
  const target = { kind: "document", id: "export", label: kinds.join(", ") };
  return audit(tx, { action: "document.export", target, after: { kinds, ...what } });
}
