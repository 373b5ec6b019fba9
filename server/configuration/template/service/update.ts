import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, staleVersion } from "@/server/kernel/errors";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { revise } from "../../revision/revise";
import { canonicalJson } from "../json-schema/json-schema";
import { compareLabels, type DefinitionInput, type TemplatePublishInput, type TemplateUpdateInput } from "../schema";
import { addVersion, contentOf, findTemplate, requireCategory, requireSound, withNameGuard } from "./row";

/**
 * Changes what a template is called, where it lies and whether something new may be made from it. Throws NOT_FOUND, CONFLICT
 * for a stale version or a taken name, BAD_INPUT (template.category_gone).
 */
export async function updateTemplate(ctx: ServiceContext, input: TemplateUpdateInput): Promise<{ version: number }> {
  authorize(ctx, "template.manage");
  const { id, version, reason, ...given } = input;
  return withNameGuard(given.name ?? "", () =>
    withTransaction(ctx, async (tx) => {
      await bumpStateVersion(tx, "config");
      const row = await findTemplate(tx, id);
      const before = await contentOf(tx, row);
      const plate = {
        categoryId: given.categoryId ?? row.categoryId,
        name: given.name ?? row.name,
        description: given.description ?? row.description,
        isActive: given.isActive ?? row.isActive,
      };
      if (plate.categoryId !== row.categoryId) await requireCategory(tx, plate.categoryId);
      await raise(tx, { id, version }, plate);
      const action = actionOf(row.isActive, plate.isActive);
      const change = { kind: "template" as const, id, label: plate.name, action };
      await revise(tx, { ...change, before, after: { ...before, ...plate }, reason });
      return { version: version + 1 };
    }),
  );
}

/**
 * Publishes a new version: what is made from now on has it, what was made before stays on its own until it is migrated.
 * Throws BAD_INPUT: template.invalid, template.label_not_newer; PRECONDITION_FAILED: template.unchanged, and
 * template.system_fixed for one that came with the product; CONFLICT for a stale version.
 */
export async function publishTemplate(
  ctx: ServiceContext,
  input: TemplatePublishInput,
): Promise<{ number: number; version: number }> {
  authorize(ctx, "template.manage");
  const { id, version, definition, reason } = input;
  requireSound(definition);
  return withTransaction(ctx, async (tx) => {
    await bumpStateVersion(tx, "config");
    const row = await findTemplate(tx, id);
    if (row.isSystem && ctx.actor.kind !== "system") {
      throw new AppError("PRECONDITION_FAILED", { reason: "template.system_fixed" });
    }
    const before = await contentOf(tx, row);
    requireNews(before.definition, definition);
    const number = row.latest + 1;
    await raise(tx, { id, version }, { latest: number });
    await addVersion(tx, { templateId: id, number, definition });
    const change = { kind: "template" as const, id, label: row.name, action: "template.publish" };
    await revise(tx, { ...change, before, after: { ...before, definition }, reason: reason ?? definition.notes });
    return { number, version: version + 1 };
  });
}

/** Whether two versions say the same, whatever they are called. */
export function isSameDefinition(one: DefinitionInput, other: DefinitionInput): boolean {
  const said = ({ schema, defaults, rules, secretFields }: DefinitionInput) =>
    canonicalJson(JSON.parse(JSON.stringify([schema, defaults, rules, [...secretFields].sort()])));
  return said(one) === said(other);
}

function requireNews(before: DefinitionInput, after: DefinitionInput): void {
  if (isSameDefinition(before, after)) throw new AppError("PRECONDITION_FAILED", { reason: "template.unchanged" });
  if (compareLabels(before.label, after.label) < 0) return;
  throw new AppError("BAD_INPUT", {
    reason: "template.label_not_newer",
    meta: { field: "label", newest: before.label },
  });
}

async function raise(
  tx: ServiceContext,
  where: { id: string; version: number },
  data: { latest?: number; name?: string; description?: string; isActive?: boolean; categoryId?: string },
): Promise<void> {
  const { count } = await tx.db.configTemplate.updateMany({
    where: { ...where, deletedAt: null },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) throw staleVersion("template");
}

function actionOf(before: boolean, after: boolean): string {
  if (before === after) return "template.update";
  return after ? "template.activate" : "template.archive";
}
