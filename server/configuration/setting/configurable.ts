import { z } from "zod";
import type { ServiceContext } from "@/server/kernel/context";
import { type Application, type ConfigurableKind, type Fault, SECRET_CARRIED } from "../revision/kind";
import { parseStored } from "./current";
import { findSettingDefinition, SETTINGS } from "./registry/all";
import type { SettingDefinition } from "./registry/define";
import { type SettingContent, settingContent, updateSettings } from "./service";

/** A secret setting has a mark and no value: it is never brought back, carried or published. */
const Content: z.ZodType<SettingContent> = z.union([
  z.strictObject({ mark: z.string().max(32).nullable() }),
  z.strictObject({ value: z.unknown() }),
]);

/** Settings as history, drafts and documents see them. Each always is: deleting one goes back to its default. */
export const settingKind: ConfigurableKind<SettingContent> = {
  kind: "setting",
  permissions: { read: "setting.read", manage: "setting.update" },
  schema: Content,
  marks: ["mark"],
  async find(ctx, id) {
    const definition = findSettingDefinition(id);
    if (!definition) return null;
    const row = await ctx.db.setting.findUnique({ where: { key: id } });
    return toLive(definition, row?.value);
  },
  async list(ctx) {
    const rows = await ctx.db.setting.findMany();
    const stored = new Map(rows.map(({ key, value }) => [key, value]));
    return SETTINGS.map((definition) => toLive(definition, stored.get(definition.key)));
  },
  async check(_ctx, { id, content }) {
    const definition = findSettingDefinition(id);
    if (!definition) return [{ path: "", reason: "setting.unknown", detail: id }];
    return "value" in content ? faultsOf(definition, content.value) : [];
  },
  async apply(tx, application) {
    await applySettings(tx, [application]);
    return { id: application.id };
  },
  applyTogether: applySettings,
};

function toLive(definition: SettingDefinition, stored: string | undefined) {
  const value = stored === undefined ? undefined : parseStored(definition.key, stored);
  return { id: definition.key, label: definition.key, content: settingContent(definition, value) };
}

function faultsOf(definition: SettingDefinition, value: unknown): Fault[] {
  if (definition.isSecret) return [{ path: "value", reason: SECRET_CARRIED, detail: definition.key }];
  const parsed = definition.schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => ({
    path: ["value", ...issue.path].join("."),
    reason: "setting.invalid",
    detail: issue.message,
  }));
}

/** In one save, because the rules of settings look at each other: what would lock everybody out half-way may be fine as a whole. */
async function applySettings(tx: ServiceContext, applications: Application<SettingContent>[]): Promise<void> {
  const changes: { key: string; value: unknown; version: number }[] = [];
  for (const { id, content } of applications) {
    if (content !== null && !("value" in content)) continue;
    const row = await tx.db.setting.findUnique({ where: { key: id }, select: { version: true } });
    const fallback = JSON.stringify(findSettingDefinition(id)?.default);
    const isDefault = content === null || JSON.stringify(content.value) === fallback;
    changes.push({ key: id, value: isDefault ? null : content.value, version: row?.version ?? 0 });
  }
  const [first] = applications;
  if (first === undefined || changes.length === 0) return;
  const { reason, isJumpConfirmed } = first;
  await updateSettings(tx, { changes, reason, isJumpConfirmed });
}
