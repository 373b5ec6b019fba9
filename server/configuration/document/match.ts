import { type IdPrefix, newId } from "@/server/kernel/ids";
import type { LiveObject } from "../revision/kind";
import { objectKey, type RevisionKind } from "../revision/schema";
import type { DocumentObject } from "./schema";

type Content = Record<string, unknown>;
export type Live = LiveObject<Content>;

/** An object of the document and the one here that it stands for. `content` names others by their ids here. */
export type Match = {
  document: DocumentObject;
  id: string;
  live: Live | null;
  content: Content;
  /** Several here are called so: nobody can tell which is meant. */
  isAmbiguous: boolean;
};

/** Fields that hold the id of another object, which may have another id here. */
const REFERENCES: Partial<Record<RevisionKind, { field: string; kind: RevisionKind }>> = {
  category: { field: "parentId", kind: "category" },
  template: { field: "categoryId", kind: "category" },
  config: { field: "templateId", kind: "template" },
};

/** What an object is known by where ids differ; the kinds that are missing are known by their ids. */
const NAME_FIELDS: Partial<Record<RevisionKind, readonly string[]>> = {
  channel: ["name"],
  plan: ["name"],
  category: ["parentId", "name"],
  template: ["name"],
  config: ["userId", "key"],
};

const PREFIXES: Partial<Record<RevisionKind, IdPrefix>> = {
  channel: "chn",
  category: "cat",
  template: "tpl",
  config: "cfg",
};
const ID_PATTERN = /^[a-z]{3}_[0-9a-z]{26}$/;

/**
 * Finds the object here for each of a document's objects of one kind: by its id, then by its name. `idsHere` knows what was
 * matched of the kinds before, and is added to. Categories come out with parents before their children.
 */
export function matchObjects(
  kind: RevisionKind,
  {
    objects,
    live,
    idsHere,
  }: { objects: readonly DocumentObject[]; live: readonly Live[]; idsHere: Map<string, string> },
): Match[] {
  const byId = new Map(live.map((object) => [object.id, object]));
  const taken = new Set(objects.map(({ id }) => id));
  const matches: Match[] = [];
  for (const document of kind === "category" ? parentsFirst(objects) : objects) {
    const content = withIdsHere(kind, document.content, idsHere);
    const named = byId.has(document.id) ? [] : findNamed(kind, content, live).filter(({ id }) => !taken.has(id));
    const found = byId.get(document.id) ?? (named.length === 1 ? named[0] : undefined) ?? null;
    const id = found?.id ?? idOfNew(kind, document.id);
    if (found) taken.add(found.id);
    idsHere.set(objectKey(document), id);
    matches.push({ document, id, live: found, content, isAmbiguous: named.length > 1 });
  }
  return matches;
}

function findNamed(kind: RevisionKind, content: Content, live: readonly Live[]): Live[] {
  const fields = NAME_FIELDS[kind];
  if (!fields) return [];
  return live.filter((object) => fields.every((field) => (object.content[field] ?? null) === (content[field] ?? null)));
}

function withIdsHere(kind: RevisionKind, content: Content, idsHere: ReadonlyMap<string, string>): Content {
  const reference = REFERENCES[kind];
  if (!reference) return content;
  const id = idsHere.get(`${reference.kind} ${String(content[reference.field])}`);
  return id === undefined ? content : { ...content, [reference.field]: id };
}

/** A document written by hand may call things as it likes; here they get an id like all others. */
function idOfNew(kind: RevisionKind, id: string): string {
  const prefix = PREFIXES[kind];
  if (prefix === undefined || (ID_PATTERN.test(id) && id.startsWith(`${prefix}_`))) return id;
  return newId(prefix);
}

/** Those that form a circle come last, as they are: saving them is refused. */
function parentsFirst(objects: readonly DocumentObject[]): DocumentObject[] {
  const ids = new Set(objects.map(({ id }) => id));
  const placed = new Set<unknown>();
  const ordered: DocumentObject[] = [];
  let left = [...objects];
  while (left.length > 0) {
    const ready = left.filter(({ content: { parentId } }) => !ids.has(String(parentId)) || placed.has(parentId));
    if (ready.length === 0) return [...ordered, ...left];
    for (const object of ready) placed.add(object.id);
    ordered.push(...ready);
    left = left.filter(({ id }) => !placed.has(id));
  }
  return ordered;
}
