import type { ConfigCategory } from "@/prisma/generated/sqlite/client";
import { authorize, isAllowed } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, prismaCode, staleVersion } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { revise } from "../revision/revise";
import {
  CATEGORIES_MAX,
  CATEGORY_DEPTH_MAX,
  type CategoryContent,
  type CategoryCreateInput,
  type CategoryDeleteInput,
  type CategoryUpdateInput,
} from "./schema";

export type CategoryView = Awaited<ReturnType<typeof listCategories>>[number];

/**
 * All categories as a flat list in the order of the tree, each with its depth and how many templates lie in it. Who may not
 * manage templates gets those that are active, with all above them.
 */
export async function listCategories(ctx: ServiceContext) {
  authorize(ctx, "template.read");
  const [rows, counts] = await Promise.all([
    ctx.db.configCategory.findMany({ orderBy: [{ position: "asc" }, { name: "asc" }], take: CATEGORIES_MAX }),
    ctx.db.configTemplate.groupBy({ by: ["categoryId"], where: { deletedAt: null }, _count: { _all: true } }),
  ]);
  const countOf = new Map(counts.map((row) => [row.categoryId, row._count._all]));
  const isShown = (row: ConfigCategory) => row.isActive || isAllowed(ctx, "template.manage");
  return inTreeOrder(rows.filter(isShown)).map(({ row, depth }) => {
    const { id, name, description, parentId, position, isActive, version, createdAt, updatedAt } = row;
    const templateCount = countOf.get(id) ?? 0;
    return { id, name, description, parentId, position, isActive, version, createdAt, updatedAt, depth, templateCount };
  });
}

/** Parents before their children; what lies in a folder that is not in the list is left out with it. */
function inTreeOrder(rows: ConfigCategory[]): { row: ConfigCategory; depth: number }[] {
  const below = (parentId: string | null, depth: number): { row: ConfigCategory; depth: number }[] =>
    depth > CATEGORY_DEPTH_MAX
      ? []
      : rows.filter((row) => row.parentId === parentId).flatMap((row) => [{ row, depth }, ...below(row.id, depth + 1)]);
  return below(null, 0);
}

/** Makes a category. Throws BAD_INPUT (category.parent_gone, category.too_deep), CONFLICT (category.name_taken). */
export async function createCategory(
  ctx: ServiceContext,
  input: CategoryCreateInput,
  id: string = newId("cat"),
): Promise<{ id: string }> {
  authorize(ctx, "template.manage");
  const { reason, ...data } = input;
  return withNameGuard(input.name, () =>
    withTransaction(ctx, async (tx) => {
      await bumpStateVersion(tx, "config");
      await requirePlace(tx, null, data.parentId);
      if ((await tx.db.configCategory.count()) >= CATEGORIES_MAX) {
        throw new AppError("PRECONDITION_FAILED", { reason: "category.too_many", meta: { limit: CATEGORIES_MAX } });
      }
      await tx.db.configCategory.create({ data: { id, ...data } });
      const change = { kind: "category" as const, id, label: data.name, action: "category.create" };
      await revise(tx, { ...change, before: null, after: data, reason });
      return { id };
    }),
  );
}

/**
 * Changes the fields given; another `parentId` moves it with all that lies in it. Throws NOT_FOUND, CONFLICT for a stale
 * version or a taken name, BAD_INPUT (category.cycle, category.too_deep, category.parent_gone).
 */
export async function updateCategory(ctx: ServiceContext, input: CategoryUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "template.manage");
  const { id, version, reason, ...given } = input;
  return withNameGuard(given.name ?? "", () =>
    withTransaction(ctx, async (tx) => {
      // First of all: the counter's lock puts moves in order, so two of them cannot make a ring together.
      await bumpStateVersion(tx, "config");
      const row = await findCategory(tx, id);
      const before = contentOf(row);
      const after: CategoryContent = {
        name: given.name ?? row.name,
        description: given.description ?? row.description,
        parentId: given.parentId === undefined ? row.parentId : given.parentId,
        position: given.position ?? row.position,
        isActive: given.isActive ?? row.isActive,
      };
      if (after.parentId !== row.parentId) await requirePlace(tx, id, after.parentId);
      const { count } = await tx.db.configCategory.updateMany({
        where: { id, version },
        data: { ...after, version: { increment: 1 } },
      });
      if (count === 0) throw staleVersion("category");
      const change = { kind: "category" as const, id, label: after.name, action: "category.update" };
      await revise(tx, { ...change, before, after, reason });
      return { version: version + 1 };
    }),
  );
}

/** Deletes a category nothing lies in. Throws PRECONDITION_FAILED (category.not_empty) with what does, NOT_FOUND, CONFLICT. */
export async function deleteCategory(ctx: ServiceContext, input: CategoryDeleteInput): Promise<void> {
  authorize(ctx, "template.manage");
  const { id, version, reason } = input;
  await withTransaction(ctx, async (tx) => {
    await bumpStateVersion(tx, "config");
    const row = await findCategory(tx, id);
    const [templates, children] = await Promise.all([
      tx.db.configTemplate.findMany({ where: { categoryId: id, deletedAt: null }, select: { name: true }, take: 50 }),
      tx.db.configCategory.findMany({ where: { parentId: id }, select: { name: true }, take: 50 }),
    ]);
    const inside = [...children, ...templates];
    if (inside.length > 0) {
      const names = inside
        .slice(0, 3)
        .map(({ name }) => name)
        .join(", ");
      throw new AppError("PRECONDITION_FAILED", {
        reason: "category.not_empty",
        meta: { count: inside.length, names },
      });
    }
    const { count } = await tx.db.configCategory.deleteMany({ where: { id, version } });
    if (count === 0) throw staleVersion("category");
    const change = { kind: "category" as const, id, label: row.name, action: "category.delete" };
    await revise(tx, { ...change, before: contentOf(row), after: null, reason });
  });
}

/** Throws NOT_FOUND. */
export async function findCategory(ctx: ServiceContext, id: string): Promise<ConfigCategory> {
  const row = await ctx.db.configCategory.findUnique({ where: { id } });
  if (!row) throw notFound("category");
  return row;
}

export function contentOf(row: ConfigCategory): CategoryContent {
  const { name, description, parentId, position, isActive } = row;
  return { name, description, parentId, position, isActive };
}

/** Throws BAD_INPUT when a category may not lie there: in itself, in something of its own, too deep or nowhere. */
async function requirePlace(tx: ServiceContext, id: string | null, parentId: string | null): Promise<void> {
  if (parentId === null) return;
  const rows = await tx.db.configCategory.findMany({ select: { id: true, parentId: true } });
  const parentOf = new Map(rows.map((row) => [row.id, row.parentId]));
  if (!parentOf.has(parentId)) refusePlace("category.parent_gone");
  let above = 0;
  for (let node: string | null = parentId; node !== null; node = parentOf.get(node) ?? null) {
    if (node === id) refusePlace("category.cycle");
    above += 1;
    if (above > CATEGORY_DEPTH_MAX) refusePlace("category.too_deep");
  }
  const heightOf = (node: string): number =>
    1 + Math.max(0, ...rows.filter((row) => row.parentId === node).map((row) => heightOf(row.id)));
  if (above + (id === null ? 1 : heightOf(id)) > CATEGORY_DEPTH_MAX) refusePlace("category.too_deep");
}

function refusePlace(reason: string): never {
  throw new AppError("BAD_INPUT", { reason, meta: { field: "parentId", limit: CATEGORY_DEPTH_MAX } });
}

async function withNameGuard<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (prismaCode(error) !== "P2002") throw error;
    throw new AppError("CONFLICT", { reason: "category.name_taken", meta: { field: "name", name }, cause: error });
  }
}
