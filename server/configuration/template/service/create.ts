import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { revise } from "../../revision/revise";
import { TEMPLATES_MAX, type TemplateCreateInput } from "../schema";
import { addVersion, requireCategory, requireSound, withNameGuard } from "./row";

/**
 * Makes a template with its first version. Throws BAD_INPUT: template.invalid with every fault of schema, defaults, rules
 * and secret fields, template.category_gone; CONFLICT (template.name_taken).
 */
export async function createTemplate(
  ctx: ServiceContext,
  input: TemplateCreateInput,
  fixed: { id?: string; isSystem?: boolean } = {},
): Promise<{ id: string }> {
  authorize(ctx, "template.manage");
  const { reason, definition, ...plate } = input;
  const { id = newId("tpl"), isSystem = false } = fixed;
  requireSound(definition);
  return withNameGuard(input.name, () =>
    withTransaction(ctx, async (tx) => {
      await bumpStateVersion(tx, "config");
      await requireCategory(tx, plate.categoryId);
      if ((await tx.db.configTemplate.count({ where: { deletedAt: null } })) >= TEMPLATES_MAX) {
        throw new AppError("PRECONDITION_FAILED", { reason: "template.too_many", meta: { limit: TEMPLATES_MAX } });
      }
      await tx.db.configTemplate.create({ data: { id, ...plate, isSystem, createdAt: tx.clock() } });
      await addVersion(tx, { templateId: id, number: 1, definition });
      const after = { ...plate, isActive: true, definition };
      const change = { kind: "template" as const, id, label: plate.name, action: "template.create" };
      await revise(tx, { ...change, before: null, after, reason });
      return { id };
    }),
  );
}
