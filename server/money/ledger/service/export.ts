import type { ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import type { LedgerFilter } from "../schema";
import { authorizeLedgerRead } from "./authorize";
import { whereLedger } from "./list";
import { ENTRY_PARTS, type LedgerItem, peopleOf, toItem } from "./row";

const BATCH_ROWS = 1_000;

/**
 * Every entry of a filter, newest first, a batch at a time: no more than one batch is in memory, however long the ledger.
 * Refused as listLedger is, before the first batch.
 */
export async function exportLedger(ctx: ServiceContext, filter: LedgerFilter): Promise<AsyncGenerator<LedgerItem[]>> {
  authorizeLedgerRead(ctx, filter.userId);
  return batches(ctx, filter);
}

async function* batches(ctx: ServiceContext, filter: LedgerFilter): AsyncGenerator<LedgerItem[]> {
  const where = await whereLedger(ctx, filter);
  let cursor: string | undefined;
  do {
    const rows = await ctx.db.ledgerEntry.findMany({
      where: { AND: [where, olderThan(cursor)] },
      include: ENTRY_PARTS,
      orderBy: NEWEST_FIRST,
      take: BATCH_ROWS + 1,
    });
    const people = await peopleOf(ctx, rows);
    const page = toPage(rows, BATCH_ROWS, (row) => toItem(row, people));
    yield page.items;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
