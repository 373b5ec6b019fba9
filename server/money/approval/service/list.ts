import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { effectsOf } from "../effect";
import type { ApprovalKind, ListApprovalsInput } from "../schema";
import { whereApprovalState } from "../state";
import { type ApprovalItem, peopleIn, recordsOf, storedInput, toItem } from "./row";

/** Requests for a second person, the newest first. */
export async function listApprovals(ctx: ServiceContext, input: ListApprovalsInput): Promise<Page<ApprovalItem>> {
  authorize(ctx, "approval.read");
  const { cursor, limit, status, kind, userId } = input;
  const now = ctx.clock();
  const rows = await ctx.db.approval.findMany({
    where: {
      AND: [
        olderThan(cursor),
        status?.length ? { OR: status.map((state) => whereApprovalState(state, now)) } : {},
        kind?.length ? { kind: { in: kind } } : {},
        userId ? { userId } : {},
      ],
    },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
  });
  const people = await peopleIn(ctx, rows);
  return toPage(rows, limit, (row) => toItem(row, people, now));
}

/** One request with what it would do to balances now, and the records it is about. Throws NOT_FOUND. */
export async function getApproval(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "approval.read");
  const row = await ctx.db.approval.findUnique({ where: { id: input.id } });
  if (!row) throw notFound("approval");
  const item = toItem(row, await peopleIn(ctx, [row]), ctx.clock());
  const stored = storedInput(row);
  const request = { kind: row.kind as ApprovalKind, userId: row.userId, amount: row.amount, input: stored };
  // Of what is decided, the entries tell what became of it; balances of now would mislead.
  const effects = item.status === "pending" ? await effectsOf(ctx, request) : [];
  return { ...item, effects, recordIds: recordsOf(stored) };
}
