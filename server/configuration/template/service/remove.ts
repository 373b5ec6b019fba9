import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { revise } from "../../revision/revise";
import type { TemplateContent, TemplateDeleteInput } from "../schema";
import { contentOf, findTemplate, requireCategory, withNameGuard } from "./row";

const NAME_KEPT = 40;
const NAMED_MAX = 3;

/**
 * Deletes a template nothing is made from; its versions stay, for its history and for bringing it back. Throws
 * PRECONDITION_FAILED: template.in_use with how many configurations whose there are (archive it instead),
 * template.system_fixed; NOT_FOUND, CONFLICT for a stale version.
 */
export async function deleteTemplate(ctx: ServiceContext, input: TemplateDeleteInput): Promise<void> {
  authorize(ctx, "template.manage");
  const { id, version, reason } = input;
  await withTransaction(ctx, async (tx) => {
    // The counter's lock: nobody makes a configuration from it between the count and the deletion.
    await bumpStateVersion(tx, "config");
    const row = await findTemplate(tx, id);
    if (row.isSystem) throw new AppError("PRECONDITION_FAILED", { reason: "template.system_kept" });
    await requireUnused(tx, id);
    const before = await contentOf(tx, row);
    // The name is free again; what is left of it tells the rows apart.
    const name = `${row.name.slice(0, NAME_KEPT)} ${id.slice(-12)} ${version}`.slice(0, 64);
    const { count } = await tx.db.configTemplate.updateMany({
      where: { id, version, deletedAt: null },
      data: { deletedAt: tx.clock(), name, version: { increment: 1 } },
    });
    if (count === 0) throw staleVersion("template");
    const change = { kind: "template" as const, id, label: row.name, action: "template.delete" };
    await revise(tx, { ...change, before, after: null, reason });
  });
}

/** Brings a deleted template back under a name and in a category; its versions are those it had. Throws NOT_FOUND, CONFLICT. */
export async function restoreTemplate(
  ctx: ServiceContext,
  input: { id: string; content: Omit<TemplateContent, "definition">; reason?: string },
): Promise<{ version: number }> {
  authorize(ctx, "template.manage");
  const { id, content, reason } = input;
  return withNameGuard(content.name, () =>
    withTransaction(ctx, async (tx) => {
      await bumpStateVersion(tx, "config");
      await requireCategory(tx, content.categoryId);
      const { categoryId, name, description, isActive } = content;
      const { count } = await tx.db.configTemplate.updateMany({
        where: { id, deletedAt: { not: null } },
        data: { categoryId, name, description, isActive, deletedAt: null, version: { increment: 1 } },
      });
      if (count === 0) throw staleVersion("template");
      const row = await findTemplate(tx, id);
      const change = { kind: "template" as const, id, label: name, action: "template.restore" };
      await revise(tx, { ...change, before: null, after: await contentOf(tx, row), reason });
      return { version: row.version };
    }),
  );
}

async function requireUnused(tx: ServiceContext, id: string): Promise<void> {
  const [count, some] = await Promise.all([
    tx.db.userConfig.count({ where: { templateId: id } }),
    tx.db.userConfig.findMany({
      where: { templateId: id },
      distinct: ["userId"],
      select: { userId: true },
      take: NAMED_MAX,
    }),
  ]);
  if (count === 0) return;
  const owners = await tx.db.user.findMany({
    where: { id: { in: some.map(({ userId }) => userId) } },
    select: { username: true },
  });
  const names = owners.map(({ username }) => username).join(", ");
  throw new AppError("PRECONDITION_FAILED", { reason: "template.in_use", meta: { count, names } });
}
