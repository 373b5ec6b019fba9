import type { ServiceContext } from "@/server/kernel/context";
import { objectKey, type RevisionKind } from "../revision/schema";

type Seen = { number: number; createdAt: Date | null };
export type Newest = { get(kind: RevisionKind, id: string): Seen };

/** Of every object of some kinds, the number and time of its newest revision; 0 and null when it has none. */
export async function readNewest(ctx: ServiceContext, kinds: readonly RevisionKind[]): Promise<Newest> {
  const rows = await ctx.db.revision.findMany({
    where: { kind: { in: [...kinds] }, supersededAt: null },
    select: { kind: true, objectId: true, number: true, createdAt: true },
  });
  const seen = new Map(rows.map((row) => [`${row.kind} ${row.objectId}`, row]));
  return { get: (kind, id) => seen.get(objectKey({ kind, id })) ?? { number: 0, createdAt: null } };
}
