import type { LedgerEntry } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
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
    /** Null: the system. A name is missing where the account is not there any more. */
    actor: row.actorId === null ? null : { id: row.actorId, username: people.get(row.actorId) ?? "" },
    reason: row.reason,
  };
}

/** The names of those who made entries. */
export async function peopleOf(
  ctx: ServiceContext,
  rows: readonly { actorId: string | null }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => row.actorId ?? []))];
  if (ids.length === 0) return new Map();
  const users = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, username: true } });
  return new Map(users.map((user) => [user.id, user.username]));
}
