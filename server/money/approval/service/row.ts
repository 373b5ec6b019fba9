import superjson from "superjson";
import type { Approval } from "@/prisma/generated/sqlite/client";
import type { ServiceContext } from "@/server/kernel/context";
import type { ApprovalKind } from "../schema";
import { approvalState } from "../state";

/** What the list shows of a request. */
export type ApprovalItem = ReturnType<typeof toItem>;

export function toItem(row: Approval, people: ReadonlyMap<string, string>, now: Date) {
  const person = (id: string) => ({ id, username: people.get(id) ?? "" });
  return {
    id: row.id,
    kind: row.kind as ApprovalKind,
    status: approvalState(row, now),
    user: person(row.userId),
    amount: row.amount,
    reason: row.reason,
    requester: person(row.requesterId),
    decider: row.deciderId === null ? null : person(row.deciderId),
    decisionNote: row.decisionNote,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    decidedAt: row.decidedAt,
  };
}

/** The names of all who take part in these requests. */
export async function peopleIn(ctx: ServiceContext, rows: readonly Approval[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap((row) => [row.userId, row.requesterId, row.deciderId ?? row.userId]))];
  const users = await ctx.db.user.findMany({ where: { id: { in: ids } }, select: { id: true, username: true } });
  return new Map(users.map((user) => [user.id, user.username]));
}

/** The input of the verb as it was when it was asked for. */
export function storedInput(row: Pick<Approval, "input">): unknown {
  return superjson.parse(row.input);
}

const RECORD_ID = /^(pay|led|rfd|sub)_[0-9a-z]{26}$/;

/** The records a request is about, such as the order to complete, found by the shape of their ids. */
export function recordsOf(input: unknown): string[] {
  if (typeof input !== "object" || input === null) return [];
  return Object.values(input).filter((value): value is string => typeof value === "string" && RECORD_ID.test(value));
}
