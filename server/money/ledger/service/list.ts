import { isAllowed } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import type { LedgerFilter, ListLedgerInput } from "../schema";
import { authorizeLedgerRead } from "./authorize";
import { ENTRY_PARTS, type LedgerItem, peopleOf, toItem } from "./row";

/** Ledger entries, newest first. Users read their own (with `userId`); staff everybody's. */
export async function listLedger(ctx: ServiceContext, input: ListLedgerInput): Promise<Page<LedgerItem>> {
  authorizeLedgerRead(ctx, input.userId);
  const rows = await ctx.db.ledgerEntry.findMany({
    where: { AND: [await whereLedger(ctx, input), olderThan(input.cursor)] },
    include: ENTRY_PARTS,
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  const people = await peopleOf(ctx, rows);
  return toPage(rows, input.limit, (row) => toItem(row, people));
}

/** One entry, and the reversal of it where there is one. Throws NOT_FOUND, also for somebody else's without the right. */
export async function getLedgerEntry(ctx: ServiceContext, input: { id: string }) {
  const row = await ctx.db.ledgerEntry.findUnique({ where: { id: input.id }, include: ENTRY_PARTS });
  authorizeLedgerRead(ctx, row?.userId);
  if (!row) throw notFound("ledger_entry");
  const reversal = await ctx.db.ledgerEntry.findFirst({ where: { kind: "reversal", reference: row.id } });
  return { ...toItem(row, await peopleOf(ctx, [row])), reversalId: reversal?.id ?? null };
}

/** The filter as the list and the export read it. */
export async function whereLedger(ctx: ServiceContext, filter: LedgerFilter) {
  const { userId, user, kinds, reference, actor, from, to, sign } = filter;
  const [users, actors] = await Promise.all([idsOf(ctx, user), actorsOf(ctx, actor)]);
  return {
    AND: [userId ? { userId } : {}, users ? { userId: { in: users } } : {}, actors ? { actorId: { in: actors } } : {}],
    ...(kinds?.length ? { kind: { in: kinds } } : {}),
    ...(reference ? { reference } : {}),
    ...(from || to ? { createdAt: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
    ...(sign === "credit" ? { amount: { gt: 0n } } : sign === "debit" ? { amount: { lt: 0n } } : {}),
  };
}

/** Who is hidden from a reader is not found by them either. */
async function actorsOf(ctx: ServiceContext, person: string | undefined): Promise<string[] | null> {
  const ids = await idsOf(ctx, person);
  return isAllowed(ctx, "ledger.readAny") ? ids : (ids?.filter((id) => id === actorId(ctx)) ?? null);
}

/** The accounts a text names; null: it was not asked for. */
async function idsOf(ctx: ServiceContext, person: string | undefined): Promise<string[] | null> {
  if (person === undefined) return null;
  const where = { OR: [{ id: person }, { username: person }, { email: person }] };
  const users = await ctx.db.user.findMany({ where, select: { id: true } });
  return users.map(({ id }) => id);
}
