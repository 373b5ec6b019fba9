import { ZodError } from "zod";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { isSameState, writeContent } from "./content";
import type { Application } from "./kind";
import { type AnyKind, KINDS } from "./kinds";
import { faultsOf, kindOf, parseContent, unfit } from "./parse";
import { FOUND, latestNumber, staleRevision } from "./revise";
import { type ObjectRef, objectKey } from "./schema";

/** What an object shall be. */
export type Wanted = ObjectRef & {
  label: string;
  /** Null: it shall not be there. */
  content: object | null;
  /** The number of its newest revision that its editor saw; undefined: whatever it is. */
  expected?: number | undefined;
};

export type ApplyOptions = { reason: string; isJumpConfirmed: boolean };

/**
 * Does, before the transaction, what would keep it waiting, and reads every content by its schema. Throws BAD_INPUT
 * (revision.unfit) with the fields of the first object that does not fit, and what the kinds' own checks throw.
 * Out: the same objects with their contents as the schemas make them.
 */
export async function prepareObjects(ctx: ServiceContext, wanted: readonly Wanted[]): Promise<Wanted[]> {
  const prepared: Wanted[] = [];
  for (const object of wanted) {
    const { content, faults } = await parseContent(ctx, object, object.content);
    if (faults.length > 0) throw unfit(object.label, faults);
    if (content !== null) await named(object, async () => kindOf(object).prepare?.(ctx, { id: object.id, content }));
    prepared.push({ ...object, content });
  }
  return prepared;
}

/**
 * Makes objects be what they shall be, in the caller's transaction, which carries the change's id: all or nothing. What is so
 * already is left alone. Objects are changed in the order of their kinds and deleted in the reverse one.
 * Throws CONFLICT (revision.stale) for one that changed since its editor saw it, and what the nouns' verbs throw, with the
 * object's kind, id and label added to it.
 */
export async function applyObjects(
  tx: ServiceContext,
  wanted: readonly Wanted[],
  options: ApplyOptions,
): Promise<ObjectRef[]> {
  const { change } = tx;
  if (!tx.tx || !change)
    throw new AppError("INTERNAL", { message: "objects are applied in the transaction of a change" });
  const differing: Wanted[] = [];
  for (const object of wanted) {
    if (object.expected !== undefined && (await latestNumber(tx, object.kind, object.id)) !== object.expected) {
      throw staleRevision(object.label);
    }
    if (await differs(tx, object)) differing.push(object);
  }
  for (const kind of KINDS) await applyKind(tx, kind, { objects: ofKind(differing, kind, false), options });
  for (const kind of KINDS.toReversed()) await applyKind(tx, kind, { objects: ofKind(differing, kind, true), options });
  await refuseOvertaken(tx, differing, change.id);
  return differing.map(({ kind, id }) => ({ kind, id }));
}

/** Whether an object is not yet what it shall be, marks of secrets aside. */
export async function differs(ctx: ServiceContext, object: Wanted): Promise<boolean> {
  const kind = kindOf(object);
  const live = (await kind.find(ctx, object.id))?.content ?? null;
  const [now, then] = [live, object.content].map((content) => writeContent(content && withoutMarks(kind, content)));
  return !isSameState(now ?? "", then ?? "");
}

/** A content without the fields that only mark secrets. */
export function withoutMarks(kind: AnyKind, content: object): object {
  return Object.fromEntries(Object.entries(content).filter(([name]) => !kind.marks?.includes(name)));
}

function ofKind(wanted: readonly Wanted[], { kind }: AnyKind, isDeletion: boolean): Wanted[] {
  return wanted.filter((object) => object.kind === kind && (object.content === null) === isDeletion);
}

type KindWork = { objects: readonly Wanted[]; options: ApplyOptions };

async function applyKind(tx: ServiceContext, kind: AnyKind, { objects, options }: KindWork): Promise<void> {
  const [first] = objects;
  if (first === undefined) return;
  const applications: Application[] = objects.map(({ id, content }) => ({ id, content, ...options }));
  if (kind.applyTogether) {
    await named(first, async () => kind.applyTogether?.(tx, applications));
    return;
  }
  for (const [index, application] of applications.entries()) {
    await named(objects[index] ?? first, () => kind.apply(tx, application));
  }
}

/** Runs work on an object, so that a refusal says which one it was. */
async function named<T>({ kind, id, label }: Wanted, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ZodError) throw unfit(label, faultsOf(error));
    if (!(error instanceof AppError)) throw error;
    const { code, reason, message, meta } = error;
    throw new AppError(code, {
      message,
      ...(reason === undefined ? {} : { reason }),
      meta: { ...meta, objectKind: kind, objectId: id, objectLabel: label },
      cause: error,
    });
  }
}

/** Somebody who was faster after our first look has a number between the expected one and ours. */
async function refuseOvertaken(tx: ServiceContext, wanted: readonly Wanted[], changeId: string): Promise<void> {
  const rows = await tx.db.revision.groupBy({
    by: ["kind", "objectId"],
    where: { changeId },
    _min: { number: true },
  });
  const firstOf = new Map(rows.map((row) => [`${row.kind} ${row.objectId}`, row._min.number]));
  for (const object of wanted) {
    const first = firstOf.get(objectKey(object));
    if (object.expected === undefined || first === undefined || first === null) continue;
    if (first > object.expected + 1 && !(await isOnlyFound(tx, object, first))) throw staleRevision(object.label);
  }
}

/** Whether what lies between the expected number and ours is nothing but a state that was noted as found, by ourselves. */
async function isOnlyFound(tx: ServiceContext, { kind, id, expected = 0 }: Wanted, first: number): Promise<boolean> {
  const where = { kind, objectId: id, number: { gt: expected, lt: first }, action: { not: `${kind}.${FOUND}` } };
  return (await tx.db.revision.count({ where })) === 0;
}
