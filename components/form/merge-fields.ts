/** One field that somebody changed since it was read. What nobody changed is not listed. */
export type MergeField = {
  path: string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
  /** Both changed it, and not to the same. */
  isConflict: boolean;
};

export type MergeChoice = "mine" | "theirs" | "both";

/**
 * Compares what a form was opened with, what was typed and what is stored now, by the fields at the top. Equal changes of both are no
 * conflict. In the order of the fields.
 */
export function mergeFields(versions: { base: object; mine: object; theirs: object }): MergeField[] {
  const [base, mine, theirs] = [versions.base, versions.mine, versions.theirs].map(
    (state) => new Map<string, unknown>(Object.entries(state)),
  ) as [Map<string, unknown>, Map<string, unknown>, Map<string, unknown>];
  const paths = [...new Set([...theirs.keys(), ...mine.keys()])];
  return paths.flatMap((path) => {
    const values = { base: base.get(path), mine: mine.get(path), theirs: theirs.get(path) };
    const isMine = !isSame(values.base, values.mine);
    const isTheirs = !isSame(values.base, values.theirs);
    if (!isMine && !isTheirs) return [];
    return [{ path, ...values, isConflict: isMine && isTheirs && !isSame(values.mine, values.theirs) }];
  });
}

/** Whether both sides of a conflict can be kept: they are lists, or maps that differ in other keys. */
export function canTakeBoth({ base, mine, theirs }: MergeField): boolean {
  if (Array.isArray(mine) && Array.isArray(theirs)) return true;
  return [base ?? {}, mine, theirs].every(isMap);
}

/** The value a field gets. Without a choice it is that of the one side that changed it; of a conflict, theirs. */
export function mergedValue(field: MergeField, choice: MergeChoice | undefined): unknown {
  if (!field.isConflict) return isSame(field.base, field.mine) ? field.theirs : field.mine;
  if (choice === "both") return takeBoth(field);
  return choice === "mine" ? field.mine : field.theirs;
}

/** What was added by either side is in, what was taken away by either is out, in the order of theirs. */
function takeBoth({ base, mine, theirs }: MergeField): unknown {
  if (Array.isArray(mine) && Array.isArray(theirs)) return bothLists(Array.isArray(base) ? base : [], mine, theirs);
  if (!isMap(mine) || !isMap(theirs)) return theirs;
  const before = isMap(base) ? base : {};
  const merged: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const value = isSame(before[key], mine[key]) ? theirs[key] : mine[key];
    if (value !== undefined) merged[key] = value;
  }
  return merged;
}

function bothLists(base: readonly unknown[], mine: readonly unknown[], theirs: readonly unknown[]): unknown[] {
  const has = (list: readonly unknown[], item: unknown) => list.some((other) => isSame(other, item));
  const kept = theirs.filter((item) => has(mine, item) || !has(base, item));
  const added = mine.filter((item) => !has(base, item) && !has(theirs, item));
  return [...kept, ...added];
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function isSame(left: unknown, right: unknown): boolean {
  return stable(left) === stable(right);
}

/** JSON that does not depend on the order of keys; bigint amounts of quota as text. */
function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) => {
      if (typeof inner === "bigint") return `${inner}n`;
      if (!isMap(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
    }) ?? "undefined"
  );
}
