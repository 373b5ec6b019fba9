import type { SavedView } from "@/prisma/generated/sqlite/client";
import { audit } from "@/server/kernel/audit";
import { authorize, isAllowed, requireUserId } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, prismaCode, staleVersion } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { withTransaction } from "@/server/kernel/transaction";
import { type ViewCreateInput, ViewState, type ViewUpdateInput } from "./schema";

/** More views of one list than this nobody finds anything in. */
const OWN_MAX = 100;
const SHARED_MAX = 500;

export type View = ReturnType<typeof toView>;

/** The views of a list: one's own by name, then those that colleagues share. Customers have colleagues' views of nobody. */
export async function listViews(ctx: ServiceContext, input: { list: string }): Promise<View[]> {
  authorize(ctx, "view.manageOwn");
  const { list } = input;
  const own = await ctx.db.savedView.findMany({
    where: { list, ownerId: requireUserId(ctx) },
    orderBy: { name: "asc" },
    take: OWN_MAX,
  });
  const shared = isAllowed(ctx, "view.share")
    ? await ctx.db.savedView.findMany({
        where: { list, isShared: true, ownerId: { not: requireUserId(ctx) } },
        orderBy: [{ name: "asc" }, { id: "asc" }],
        take: SHARED_MAX,
      })
    : [];
  return withOwners(ctx, [...own, ...shared]);
}

/** One view, by its link. Throws NOT_FOUND for those the actor may not see. */
export async function getView(ctx: ServiceContext, input: { id: string }): Promise<View> {
  authorize(ctx, "view.manageOwn");
  const ownerId = requireUserId(ctx);
  const isOpen = isAllowed(ctx, "view.share") ? [{ isShared: true }] : [];
  const row = await ctx.db.savedView.findFirst({ where: { id: input.id, OR: [{ ownerId }, ...isOpen] } });
  const [view] = row ? await withOwners(ctx, [row]) : [];
  if (!view) throw notFound("view");
  return view;
}

/** Keeps a view. Throws CONFLICT view.name_taken, PRECONDITION_FAILED view.too_many; sharing needs its own right. */
export async function createView(
  ctx: ServiceContext,
  input: ViewCreateInput,
): Promise<{ id: string; version: number }> {
  authorize(ctx, "view.manageOwn");
  const { list, name, isShared, state } = input;
  if (isShared) authorize(ctx, "view.share");
  const ownerId = requireUserId(ctx);
  return withTransaction(ctx, async (tx) => {
    if ((await tx.db.savedView.count({ where: { list, ownerId } })) >= OWN_MAX) {
      throw new AppError("PRECONDITION_FAILED", { reason: "view.too_many", meta: { max: OWN_MAX } });
    }
    const data = { id: newId("viw"), list, name, ownerId, isShared, state: JSON.stringify(state) };
    const row = await named(name, () => tx.db.savedView.create({ data }));
    if (isShared) await audit(tx, { action: "view.share", target: targetOf(row), after: auditedFields(row) });
    return { id: row.id, version: row.version };
  });
}

/** Changes one's own view. Throws CONFLICT for a stale version or a taken name; what is or becomes shared needs its right. */
export async function updateView(ctx: ServiceContext, input: ViewUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "view.manageOwn");
  const { id, version, state, ...changes } = input;
  return withTransaction(ctx, async (tx) => {
    const before = await ownView(tx, id);
    const after = {
      name: changes.name ?? before.name,
      isShared: changes.isShared ?? before.isShared,
      state: state ? JSON.stringify(state) : before.state,
    };
    if (after.isShared) authorize(tx, "view.share");
    const { count } = await named(after.name, () =>
      tx.db.savedView.updateMany({ where: { id, version }, data: { ...after, version: { increment: 1 } } }),
    );
    if (count === 0) throw staleVersion("view");
    if (before.isShared || after.isShared) {
      await audit(tx, {
        action: before.isShared === after.isShared ? "view.update" : after.isShared ? "view.share" : "view.unshare",
        target: targetOf({ id, name: after.name }),
        before: auditedFields(before),
        after: auditedFields({ ...before, ...after }),
      });
    }
    return { version: version + 1 };
  });
}

/** Removes one's own view; links to it end. */
export async function deleteView(ctx: ServiceContext, input: { id: string }): Promise<void> {
  authorize(ctx, "view.manageOwn");
  await withTransaction(ctx, async (tx) => {
    const row = await ownView(tx, input.id);
    await tx.db.savedView.deleteMany({ where: { id: row.id } });
    if (row.isShared) await audit(tx, { action: "view.delete", target: targetOf(row), before: auditedFields(row) });
  });
}

async function ownView(ctx: ServiceContext, id: string): Promise<SavedView> {
  const row = await ctx.db.savedView.findFirst({ where: { id, ownerId: requireUserId(ctx) } });
  if (!row) throw notFound("view");
  return row;
}

async function named<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (prismaCode(error) !== "P2002") throw error;
    throw new AppError("CONFLICT", { reason: "view.name_taken", meta: { name, field: "name" }, cause: error });
  }
}

async function withOwners(ctx: ServiceContext, rows: readonly SavedView[]) {
  const owners = await ctx.db.user.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.ownerId))] } },
    select: { id: true, username: true },
  });
  const names = new Map(owners.map((owner) => [owner.id, owner.username]));
  return rows.map((row) =>
    toView(row, { ownerName: names.get(row.ownerId) ?? null, isOwn: row.ownerId === actorId(ctx) }),
  );
}

function toView(row: SavedView, { ownerName, isOwn }: { ownerName: string | null; isOwn: boolean }) {
  const { id, list, name, isShared, version, updatedAt } = row;
  return { id, list, name, isShared, version, updatedAt, ownerName, isOwn, state: stateOf(row.state) };
}

/** Null for what an older version wrote and this one cannot read: the list says so, and shows itself without. */
function stateOf(text: string): ViewState | null {
  try {
    return ViewState.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function targetOf({ id, name }: Pick<SavedView, "id" | "name">) {
  return { kind: "view", id, label: name };
}

function auditedFields({ list, name, isShared, state }: Pick<SavedView, "list" | "name" | "isShared" | "state">) {
  return { list, name, isShared, state };
}
