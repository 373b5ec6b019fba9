import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import { codeLabel, hashOfCode } from "../code";
import type { ListBatchesInput, ListCodesInput, ListUsesInput } from "../schema";
import { batchState, whereBatchState, whereCodeState } from "../state";
import { type BatchView, type CodeView, findBatch, toBatchView, toCodeView } from "./row";

const WHOLE_ID = /^(rdb|rdc|rdu|usr)_[0-9a-z]{26}$/;
const LAST_FOUR = /^[0-9A-Za-z]{4}$/;

export type NamedUser = { id: string; username: string };
export type UseView = Awaited<ReturnType<typeof listUses>>["items"][number];

/** Lists batches, the newest first, by keyset; found by name, prefix, id, or a whole code of theirs. */
export async function listBatches(ctx: ServiceContext, input: ListBatchesInput): Promise<Page<BatchView>> {
  authorize(ctx, "redemption.readAny");
  const now = ctx.clock();
  const rows = await ctx.db.redemptionBatch.findMany({
    where: {
      AND: [
        olderThan(input.cursor),
        batchesFor(input.search),
        input.state?.length ? { OR: input.state.map((state) => whereBatchState(state, now)) } : {},
        input.kind?.length ? { kind: { in: input.kind } } : {},
        input.creatorId ? { creatorId: input.creatorId } : {},
      ],
    },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, (row) => toBatchView(row, now));
}

/** One batch with its numbers: codes by what became of them, uses left, and what those could still credit. Throws NOT_FOUND. */
export async function getBatch(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "redemption.readAny");
  const row = await findBatch(ctx, input.id);
  const now = ctx.clock();
  const [numbers, job, people] = await Promise.all([
    numbersOf(ctx, row),
    row.jobId ? ctx.db.job.findUnique({ where: { id: row.jobId }, select: { id: true, status: true } }) : null,
    namesOf(ctx, [row.creatorId, row.downloadedById]),
  ]);
  return {
    ...toBatchView(row, now),
    ...numbers,
    creator: people.get(row.creatorId ?? "") ?? null,
    taker: people.get(row.downloadedById ?? "") ?? null,
    job,
    /** What could still be credited, in quota units. */
    outstanding: batchState(row, now) === "expired" ? 0n : row.quota * BigInt(numbers.usesLeft),
  };
}

/** Gift codes in use are neither unused nor used up. The codes of a void batch still say what they were when it was voided. */
async function numbersOf(ctx: ServiceContext, batch: { id: string; status: string }) {
  const where = { batchId: batch.id };
  const [groups, untouched] = await Promise.all([
    ctx.db.redemptionCode.groupBy({ by: ["status"], where, _count: true, _sum: { usesLeft: true } }),
    ctx.db.redemptionCode.count({ where: { ...where, status: "active", usedCount: 0 } }),
  ]);
  const groupOf = (status: string) => groups.find((group) => group.status === status);
  const countOf = (status: string) => groupOf(status)?._count ?? 0;
  const usedUp = countOf("used");
  if (batch.status === "void") {
    return { usesLeft: 0, codes: { unused: 0, usedUp, void: countOf("void") + countOf("active") } };
  }
  const usesLeft = groupOf("active")?._sum.usesLeft ?? 0;
  return { usesLeft, codes: { unused: untouched, usedUp, void: countOf("void") } };
}

/** Lists codes, the newest first, by keyset. A whole pasted code finds its row; it is compared by its hash. */
export async function listCodes(ctx: ServiceContext, input: ListCodesInput): Promise<Page<CodeView>> {
  authorize(ctx, "redemption.readAny");
  const now = ctx.clock();
  const rows = await ctx.db.redemptionCode.findMany({
    where: {
      AND: [
        olderThan(input.cursor),
        codesFor(input.search),
        input.state?.length ? { OR: input.state.map((state) => whereCodeState(state, now)) } : {},
        input.batchId ? { batchId: input.batchId } : {},
        input.userId ? { uses: { some: { userId: input.userId } } } : {},
      ],
    },
    include: { batch: true },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, (row) => toCodeView(row, now));
}

/** Who redeemed what and when, the newest first, by keyset: of everything, a batch, a code or a user. */
export async function listUses(ctx: ServiceContext, input: ListUsesInput) {
  authorize(ctx, "redemption.readAny");
  const { batchId, codeId, userId } = input;
  const rows = await ctx.db.redemptionUse.findMany({
    where: {
      AND: [olderThan(input.cursor)],
      ...(batchId ? { batchId } : {}),
      ...(codeId ? { codeId } : {}),
      ...(userId ? { userId } : {}),
    },
    include: { code: { include: { batch: { select: { name: true } } } } },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  const people = await namesOf(
    ctx,
    rows.flatMap((row) => [row.userId, row.actorId]),
  );
  return toPage(rows, input.limit, (row) => ({
    id: row.id,
    createdAt: row.createdAt,
    code: { id: row.codeId, label: codeLabel(row.code) },
    batch: { id: row.batchId, name: row.code.batch.name },
    user: people.get(row.userId) ?? { id: row.userId, username: row.userId },
    /** Staff who redeemed it for the user; null: the user did. */
    actor: row.actorId === null ? null : (people.get(row.actorId) ?? { id: row.actorId, username: row.actorId }),
    amount: row.amount,
    ledgerEntryId: row.ledgerEntryId,
    ip: row.ip,
  }));
}

function batchesFor(search: string | undefined): object {
  if (!search) return {};
  if (WHOLE_ID.test(search)) return search.startsWith("usr_") ? { creatorId: search } : { id: search };
  return {
    OR: [{ searchText: { contains: search.toLowerCase() } }, { codes: { some: { hash: hashOfCode(search) } } }],
  };
}

function codesFor(search: string | undefined): object {
  if (!search) return {};
  if (search.startsWith("usr_")) return { uses: { some: { userId: search } } };
  if (WHOLE_ID.test(search)) return { OR: [{ id: search }, { batchId: search }, { uses: { some: { id: search } } }] };
  const text = search.toUpperCase();
  const parts = [{ hash: hashOfCode(search) }, { prefix: text }];
  return { OR: LAST_FOUR.test(search) ? [...parts, { lastFour: text }] : parts };
}

async function namesOf(ctx: ServiceContext, ids: readonly (string | null)[]): Promise<Map<string, NamedUser>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const users = await ctx.db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, username: true } });
  return new Map(users.map((user) => [user.id, user]));
}
