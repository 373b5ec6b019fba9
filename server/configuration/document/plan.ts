import { isDeepStrictEqual } from "node:util";
import type { FieldChange } from "@/server/kernel/audit-diff";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { withoutMarks } from "../revision/apply";
import { isSameState, readContent, writeContent } from "../revision/content";
import type { Fault } from "../revision/kind";
import { type AnyKind, KINDS } from "../revision/kinds";
import { parseContent } from "../revision/parse";
import { diffContents } from "../revision/read";
import type { RevisionKind } from "../revision/schema";
import { findEnvironmentSource } from "../setting/environment";
import { findSettingDefinition } from "../setting/registry/all";
import { type Live, type Match, matchObjects } from "./match";
import { type Newest, readNewest } from "./newest";
import type { ConfigurationDocument, DocumentSecrets, ImportPolicy } from "./schema";
import { changesSecrets, readSecrets } from "./secrets";
import { readNewestVersions, type Surroundings, settle } from "./settle";

/** Why an object that differs is left as it is. "environment": the environment decides it here. */
export type Held = "policy" | "conflict" | "environment";

/** What an import means to do with one object here. */
export type PlannedObject = {
  kind: RevisionKind;
  id: string;
  /** Its id in the document; null for one that is not in it. */
  documentId: string | null;
  label: string;
  effect: "create" | "update" | "delete" | "unchanged";
  /** It was changed here after the document was written: the import would undo that. */
  isConflict: boolean;
  held: Held | null;
  expected: number;
  content: Record<string, unknown> | null;
  changes: FieldChange[];
  faults: Fault[];
  isSecretChanged: boolean;
  /** A channel that gets no keys by this: it stays switched off until somebody enters some. */
  lacksKeys: boolean;
};

export type Planning = {
  secrets: DocumentSecrets;
  kinds?: readonly RevisionKind[] | undefined;
  policy: ImportPolicy;
  deleteKinds: readonly RevisionKind[];
};

type Reading = Planning & {
  document: ConfigurationDocument;
  now: DocumentSecrets;
  around: Surroundings;
  newest: Newest;
  idsHere: Map<string, string>;
};

/**
 * Compares a document with what is here, object by object, in the order in which they are made. Throws BAD_INPUT
 * (document.kind_not_whole) where things shall go that are missing in a document that never had all of them.
 */
export async function planImport(
  ctx: ServiceContext,
  document: ConfigurationDocument,
  planning: Planning,
): Promise<PlannedObject[]> {
  const notWhole = planning.deleteKinds.find((kind) => !document.kinds.includes(kind));
  if (notWhole) {
    throw new AppError("BAD_INPUT", {
      reason: "document.kind_not_whole",
      meta: { kind: notWhole },
      message: `the document does not hold everything of the kind ${notWhole}: nothing of it can be called missing`,
    });
  }
  const kinds = KINDS.filter(({ kind }) => planning.kinds?.includes(kind) ?? true);
  const names = kinds.map(({ kind }) => kind);
  const reading: Reading = {
    ...planning,
    document,
    now: (await readSecrets(ctx, names)).secrets,
    around: { secrets: planning.secrets, newestAfter: await readNewestVersions(ctx) },
    newest: await readNewest(ctx, names),
    idsHere: new Map(),
  };
  const planned: PlannedObject[] = [];
  for (const kind of kinds) planned.push(...(await planKind(ctx, kind, reading)));
  return planned;
}

async function planKind(ctx: ServiceContext, kind: AnyKind, reading: Reading): Promise<PlannedObject[]> {
  const objects = reading.document.objects.filter((object) => object.kind === kind.kind);
  const secretSettings = kind.kind === "setting" ? planSecretSettings(reading) : [];
  if (objects.length === 0 && !reading.deleteKinds.includes(kind.kind)) return secretSettings;
  const live = (await kind.list(ctx)).map((object): Live => ({ ...object, content: plain(object.content) }));
  const matches = matchObjects(kind.kind, { objects, live, idsHere: reading.idsHere });
  const planned: PlannedObject[] = [];
  for (const match of matches) planned.push(await planMatch(ctx, kind, { match, reading }));
  const matched = new Set(matches.map(({ id }) => id));
  const missing = reading.deleteKinds.includes(kind.kind) ? live.filter(({ id }) => !matched.has(id)) : [];
  const gone = missing
    .filter((object) => !isUntouchedSetting(kind, object))
    .map((object) => planDeletion(kind, object, reading));
  return [...secretSettings, ...planned, ...childrenFirst(kind, gone)];
}

async function planMatch(
  ctx: ServiceContext,
  kind: AnyKind,
  { match, reading }: { match: Match; reading: Reading },
): Promise<PlannedObject> {
  const { document, id, live, isAmbiguous } = match;
  const settled = settle(kind.kind, match, reading.around);
  const parsed = await parseContent(ctx, { kind: kind.kind, id }, settled.content);
  const wanted = parsed.content === null ? settled.content : plain(parsed.content);
  const [before, after] = [live && withoutMarks(kind, live.content), withoutMarks(kind, wanted)];
  const [now, then] = [
    { secrets: reading.now, id },
    { secrets: reading.secrets, id: document.id },
  ];
  const isSecretChanged = changesSecrets(kind.kind, now, then);
  const isSame = before !== null && isSameState(writeContent(before), writeContent(after)) && !isSecretChanged;
  const effect = live === null ? "create" : isSame ? "unchanged" : "update";
  const ambiguous = { path: "", reason: "document.ambiguous", detail: document.label || document.id };
  const seen = reading.newest.get(kind.kind, id);
  return withHold(
    {
      kind: kind.kind,
      id,
      documentId: document.id,
      label: live?.label ?? (document.label || document.id),
      effect,
      isConflict: effect !== "unchanged" && isLater(seen.createdAt, reading),
      held: null,
      expected: seen.number,
      content: wanted,
      changes: isSame ? [] : diffContents(before, after),
      faults: isAmbiguous ? [ambiguous] : parsed.faults,
      isSecretChanged,
      lacksKeys: settled.lacksKeys,
    },
    reading,
  );
}

function planDeletion(kind: AnyKind, { id, label, content }: Live, reading: Reading): PlannedObject {
  const seen = reading.newest.get(kind.kind, id);
  const planned: PlannedObject = {
    kind: kind.kind,
    id,
    documentId: null,
    label,
    effect: "delete",
    isConflict: isLater(seen.createdAt, reading),
    held: null,
    expected: seen.number,
    content: null,
    changes: diffContents(withoutMarks(kind, content), null),
    faults: [],
    isSecretChanged: false,
    lacksKeys: false,
  };
  return withHold(planned, reading);
}

/** Settings that are nothing but a secret are no objects of a document; its secrets alone speak of them. */
function planSecretSettings(reading: Reading): PlannedObject[] {
  return Object.entries(reading.secrets.settings).map(([key, value]) => {
    const isSecret = findSettingDefinition(key)?.isSecret === true;
    const isSame = isDeepStrictEqual(reading.now.settings[key], value);
    const seen = reading.newest.get("setting", key);
    const planned: PlannedObject = {
      kind: "setting",
      id: key,
      documentId: key,
      label: key,
      effect: isSame ? "unchanged" : key in reading.now.settings ? "update" : "create",
      isConflict: !isSame && isLater(seen.createdAt, reading),
      held: null,
      expected: seen.number,
      content: null,
      changes: [],
      faults: isSecret ? [] : [{ path: "", reason: "setting.unknown", detail: key }],
      isSecretChanged: !isSame,
      lacksKeys: false,
    };
    return withHold(planned, reading);
  });
}

function withHold(planned: PlannedObject, { policy }: Reading): PlannedObject {
  const { effect, kind, id, isConflict } = planned;
  if (effect === "unchanged") return planned;
  if (kind === "setting" && findEnvironmentSource(id)) return { ...planned, held: "environment" };
  // A setting always is there; one at its default has nothing to be overwritten, and yet it is not new.
  if (policy === "only_new" && effect !== "create") return { ...planned, held: "policy" };
  return policy === "skip" && isConflict ? { ...planned, held: "conflict" } : planned;
}

function isLater(changedAt: Date | null, { document }: Reading): boolean {
  return changedAt !== null && changedAt.getTime() > Date.parse(document.exportedAt);
}

function isUntouchedSetting({ kind }: AnyKind, { id, content }: Live): boolean {
  if (kind !== "setting") return false;
  const definition = findSettingDefinition(id);
  return definition?.isSecret === true || isDeepStrictEqual(content.value, plain({ value: definition?.default }).value);
}

function childrenFirst({ kind }: AnyKind, planned: PlannedObject[]): PlannedObject[] {
  // Ids begin with their time and a child is made after its parent, unless it was moved: then deleting is refused by its verb.
  return kind === "category" ? planned.toSorted((a, b) => (a.id < b.id ? 1 : -1)) : planned;
}

function plain(content: object): Record<string, unknown> {
  return readContent(writeContent(content)) ?? {};
}
