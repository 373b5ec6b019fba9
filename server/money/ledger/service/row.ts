import type { LedgerEntry } from "@/prisma/generated/sqlite/client";
import { isAllowed } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import type { LedgerKind } from "../schema";

/** What is read with every entry: whose it is. */
export const ENTRY_PARTS = { user: { select: { username: true } } } as const;

type EntryRow = LedgerEntry & { user: { username: string } };

/** What lists, the sheet and statements show of an entry. */
export type LedgerItem = ReturnType<typeof toItem>;

export function toItem(row: EntryRow, people: ReadonlyMap<string, string>) {
  return {
    id: row.id,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    user: { id: row.userId, username: row.user.username },
    kind: row.kind as LedgerKind,
    amount: row.amount,
    balanceAfter: row.balanceAfter,
    reference: row.reference,
    /** Null: the system, or staff in the eyes of a customer. A name is missing where the account is not there any more. */
    actor: actorIn(row.actorId, people),
    reason: row.reason,
  };
}

function actorIn(id: string | null, people: ReadonlyMap<string, string>) {
  const username = id === null ? undefined : people.get(id);
  return id === null || username === undefined ? null : { id, username };
}

/** The names of those who made entries, of whom the reader may know: to a customer it is the site that acts. */
export async function peopleOf(
  ctx: ServiceContext,
  rows: readonly { actorId: string | null }[],
): Promise<Map<string, string>> {
  const mayKnow = (id: string) => id === actorId(ctx) || isAllowed(ctx, "ledger.readAny");
  const ids = [...new Set(rows.flatMap((row) => row.actorId ?? []))].filter(mayKnow);
  if (ids.length === 0) return new Map();
  const users = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, username: true } });
  return new Map(ids.map((id) => [id, users.find((user) => user.id === id)?.username ?? ""]));
}
