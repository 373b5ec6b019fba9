import type { ReconciliationDifference } from "@/prisma/generated/sqlite/client";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import type { DifferenceStatus, ListDifferencesInput, ReconciliationRule, RunStatus } from "../schema";

const RUNS_SHOWN = 14;

/** What the books disagree on, the newest first. */
export async function listDifferences(ctx: ServiceContext, input: ListDifferencesInput) {
  authorize(ctx, "reconciliation.read");
  const { cursor, limit, status, rule } = input;
  const rows = await ctx.db.reconciliationDifference.findMany({
    where: {
      AND: [
        olderThan(cursor),
        status?.length ? { status: { in: status } } : {},
        rule?.length ? { rule: { in: rule } } : {},
      ],
    },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
  });
  const people = await peopleOf(ctx, rows);
  return toPage(rows, limit, (row) => toView(row, people));
}

/** One difference. Throws NOT_FOUND. */
export async function getDifference(ctx: ServiceContext, input: { id: string }) {
  authorize(ctx, "reconciliation.read");
  const row = await ctx.db.reconciliationDifference.findUnique({ where: { id: input.id } });
  if (!row) throw notFound("difference");
  return toView(row, await peopleOf(ctx, [row]));
}

function peopleOf(ctx: ServiceContext, rows: readonly ReconciliationDifference[]) {
  return namesOf(
    ctx,
    rows.flatMap((row) => [row.userId, row.resolverId]),
  );
}

function toView(row: ReconciliationDifference, people: ReadonlyMap<string, string>) {
  const person = (id: string | null) => (id === null ? null : { id, username: people.get(id) ?? "" });
  return {
    id: row.id,
    rule: row.rule as ReconciliationRule,
    subject: row.subject,
    user: person(row.userId),
    expected: row.expected,
    actual: row.actual,
    status: row.status as DifferenceStatus,
    resolver: person(row.resolverId),
    resolution: row.resolution,
    resolvedAt: row.resolvedAt,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** The last runs, the newest first, and how many differences wait for somebody. */
export async function listRuns(ctx: ServiceContext) {
  authorize(ctx, "reconciliation.read");
  const rows = await ctx.db.reconciliationRun.findMany({
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    take: RUNS_SHOWN,
  });
  const people = await namesOf(
    ctx,
    rows.map((row) => row.actorId),
  );
  const openCount = await ctx.db.reconciliationDifference.count({ where: { status: "open" } });
  return {
    openCount,
    runs: rows.map((row) => ({
      id: row.id,
      status: row.status as RunStatus,
      differenceCount: row.differenceCount,
      error: row.error,
      actor: row.actorId === null ? null : { id: row.actorId, username: people.get(row.actorId) ?? "" },
      startedAt: row.startedAt,
      finishedAt: row.finishedAt,
    })),
  };
}

async function namesOf(ctx: ServiceContext, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const users = await ctx.db.user.findMany({ where: { id: { in: known } }, select: { id: true, username: true } });
  return new Map(users.map((user) => [user.id, user.username]));
}
