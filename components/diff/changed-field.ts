/** One field that differs between two states. A value is null where the field was absent. */
export type FieldChange = { path: string; before: unknown; after: unknown };

export type ChangeKind = "added" | "removed" | "changed";

/** Longer texts, and those of several lines, are shown as texts with their differences marked. */
const LONG_TEXT_LENGTH = 80;

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

export function changeKind({ before, after }: Pick<FieldChange, "before" | "after">): ChangeKind {
  if (isNothing(before)) return "added";
  return isNothing(after) ? "removed" : "changed";
}

/** How a change is best read: as items of a list, as text, or as one value after the other. */
export function changeShape({ before, after }: Pick<FieldChange, "before" | "after">): "list" | "text" | "value" {
  if (isListOrNothing(before) && isListOrNothing(after) && (Array.isArray(before) || Array.isArray(after)))
    return "list";
  const texts = [before, after].filter((value) => typeof value === "string");
  const isLong = texts.some((text) => text.length > LONG_TEXT_LENGTH || text.includes("\n"));
  return isLong && texts.length === 2 && texts.every((text) => text !== "") ? "text" : "value";
}

function isListOrNothing(value: unknown): boolean {
  return Array.isArray(value) || value === null || value === undefined;
}

export type ListDelta = { added: string[]; removed: string[]; keptCount: number; isReordered: boolean };

/** What a list gained and lost. Items are told apart by their text, so two equal ones count twice. */
export function listDelta(before: unknown, after: unknown): ListDelta {
  const left = itemsOf(before);
  const right = itemsOf(after);
  const removed = without(left, right);
  const added = without(right, left);
  const keptCount = left.length - removed.length;
  const isReordered = added.length === 0 && removed.length === 0 && left.join("\n") !== right.join("\n");
  return { added, removed, keptCount, isReordered };
}

function itemsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(printed) : [];
}

function without(items: readonly string[], taken: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const item of taken) left.set(item, (left.get(item) ?? 0) + 1);
  return items.filter((item) => {
    const count = left.get(item) ?? 0;
    if (count > 0) left.set(item, count - 1);
    return count === 0;
  });
}

/** A value in a cell: text as it is, anything else as JSON. Amounts of quota are bigint while a form holds them. */
export function printed(value: unknown): string {
  if (typeof value === "string") return value;
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner)) ?? "";
}
