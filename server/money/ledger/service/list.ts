import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import type { LedgerFilter, ListLedgerInput } from "../schema";
import { authorizeLedgerRead } from "./balance";
import { ENTRY_PARTS, type LedgerItem, peopleOf, toItem } from "./row";

/** Ledger entries, newest first. Users read their own (with `userId`); staff everybody's. */
export async function listLedger(ctx: ServiceContext, input: ListLedgerInput): Promise<Page<LedgerItem>> {
  authorizeLedgerRead(ctx, input.userId);
  const rows = await ctx.db.ledgerEntry.findMany({
    where: { AND: [whereLedger(input), olderThan(input.cursor)] },
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

/** The filter as the list, the export and a statement's items read it. */
export function whereLedger(filter: LedgerFilter) {
  const { userId, kinds, reference, actorId, from, to, sign } = filter;
  return {
    ...(userId ? { userId } : {}),
    ...(kinds?.length ? { kind: { in: kinds } } : {}),
    ...(reference ? { reference } : {}),
    ...(actorId ? { actorId } : {}),
    ...(from || to ? { createdAt: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
    ...(sign === "credit" ? { amount: { gt: 0n } } : sign === "debit" ? { amount: { lt: 0n } } : {}),
  };
}
