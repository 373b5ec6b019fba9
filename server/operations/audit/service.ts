import type { AuditEvent } from "@/prisma/generated/sqlite/client";
import type { FieldChange } from "@/server/kernel/audit-diff";
import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { notFound } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, type Page, toPage } from "@/server/kernel/paging/keyset";
import type { AuditTargetInput, ListAuditInput } from "./schema";

export type AuditItem = ReturnType<typeof toItem>;

/** Lists who did what, newest first. Staff without `audit.read` see their own acts. */
export async function listAudit(ctx: ServiceContext, input: ListAuditInput): Promise<Page<AuditItem>> {
  const rows = await ctx.db.auditEvent.findMany({
    where: { AND: [readable(ctx), filterOf(input), olderThan(input.cursor)] },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, toItem);
}

/** One event. Throws NOT_FOUND for those the actor may not see. */
export async function getAuditEvent(ctx: ServiceContext, input: { id: string }): Promise<AuditItem> {
  const row = await ctx.db.auditEvent.findFirst({ where: { AND: [{ id: input.id }, readable(ctx)] } });
  if (!row) throw notFound("audit");
  return toItem(row);
}

/** The history of one record, for staff; others see that of their own account and tokens. */
export async function listAuditForTarget(ctx: ServiceContext, input: AuditTargetInput): Promise<Page<AuditItem>> {
  if (!(await ownsTarget(ctx, input))) authorize(ctx, "audit.readTarget");
  const rows = await ctx.db.auditEvent.findMany({
    where: { AND: [{ targetKind: input.targetKind, targetId: input.targetId }, olderThan(input.cursor)] },
    orderBy: NEWEST_FIRST,
    take: input.limit + 1,
  });
  return toPage(rows, input.limit, toItem);
}

/** The kinds of action there have been, for the filter. */
export async function listAuditActions(ctx: ServiceContext): Promise<string[]> {
  const rows = await ctx.db.auditEvent.findMany({
    where: readable(ctx),
    distinct: ["action"],
    select: { action: true },
    orderBy: { action: "asc" },
    take: 200,
  });
  return rows.map((row) => row.action);
}

function readable(ctx: ServiceContext): object {
  if (isAllowed(ctx, "audit.read")) return {};
  authorize(ctx, "audit.readOwn");
  return { actorId: requireUserId(ctx) };
}

function filterOf(input: ListAuditInput): object {
  return {
    ...(input.actorId ? { actorId: input.actorId } : {}),
    ...(input.action ? { action: input.action } : {}),
    ...(input.targetKind ? { targetKind: input.targetKind } : {}),
    ...(input.targetId ? { targetId: input.targetId } : {}),
    ...(input.from || input.to
      ? { createdAt: { ...(input.from ? { gte: input.from } : {}), ...(input.to ? { lt: input.to } : {}) } }
      : {}),
  };
}

async function ownsTarget(ctx: ServiceContext, input: AuditTargetInput): Promise<boolean> {
  if (ctx.actor.kind !== "user") return false;
  if (input.targetKind === "user") return input.targetId === ctx.actor.id;
  if (input.targetKind !== "token") return false;
  return (await ctx.db.token.count({ where: { id: input.targetId, userId: ctx.actor.id } })) > 0;
}

function toItem(row: AuditEvent) {
  return {
    id: row.id,
    createdAt: row.createdAt,
    actorKind: row.actorKind,
    actorId: row.actorId,
    actorName: row.actorName,
    actorRole: row.actorRole,
    action: row.action,
    targetKind: row.targetKind,
    targetId: row.targetId,
    targetLabel: row.targetLabel,
    changes: JSON.parse(row.changes) as FieldChange[],
    reason: row.reason,
    requestId: row.requestId,
    ip: row.ip,
    userAgent: row.userAgent,
  };
}
