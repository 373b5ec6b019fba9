import { authorize, requireUserId } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, toAppError } from "@/server/kernel/errors";
import { withTransaction } from "@/server/kernel/transaction";
import { BUILT_IN_ID } from "../template/built-in/ids-schema";
import { checkValues } from "../template/definition-schema";
import type { Fault, JsonObject } from "../template/json-schema/json-schema";
import { checkJson } from "../template/json-schema/values-json-schema";
import { linearPatterns } from "../template/pattern";
import { findTemplate } from "../template/service/row";
import { type FileEntry, readFileEntries } from "./file-entries";
import { definitionOf } from "./row";
import { type ConfigImportInput, IMPORT_ITEMS_MAX } from "./schema";
import { joinSecrets, openSecrets, splitSecrets } from "./secret-values";
import { createConfig, updateConfig } from "./service/save";

export type ImportItem = {
  key: string;
  templateId: string;
  templateName: string;
  /** What happens to it; "refused" says why in `faults` or `reason`. */
  outcome: "create" | "overwrite" | "skip" | "rename" | "refused";
  /** The key it gets, where that is another one. */
  newKey: string | null;
  faults: Fault[];
  reason: string | null;
};

type Step = { item: ImportItem; entry: FileEntry; existing: { id: string; version: number } | null };

/**
 * Brings a configuration file into one's own configurations: each provider under the built-in template of its kind, values
 * that belong to none under the site's display preferences. Without `isConfirmed` it only says what would happen. What does
 * not fit is refused by itself; the rest is made in one transaction. Out: no value of the file.
 */
export async function importFile(ctx: ServiceContext, input: ConfigImportInput): Promise<{ items: ImportItem[] }> {
  authorize(ctx, "config.manageOwn");
  const userId = requireUserId(ctx);
  if (checkJson(input.file).length > 0)
    throw new AppError("BAD_INPUT", { reason: "config.file_unreadable", meta: { field: "file" } });
  const entries = readFileEntries(input.file);
  if (entries.length === 0) throw new AppError("BAD_INPUT", { reason: "config.file_empty", meta: { field: "file" } });
  if (entries.length > IMPORT_ITEMS_MAX) {
    throw new AppError("BAD_INPUT", {
      reason: "config.file_too_many",
      meta: { field: "file", limit: IMPORT_ITEMS_MAX },
    });
  }
  return withTransaction(ctx, async (tx) => {
    const taken = new Set<string>();
    const steps: Step[] = [];
    for (const entry of entries) steps.push(await plan(tx, entry, { userId, policy: input.policy, taken }));
    if (input.isConfirmed) for (const step of steps) await carryOut(tx, step, input.reason);
    return { items: steps.map(({ item }) => item) };
  });
}

type Plan = { userId: string; policy: ConfigImportInput["policy"]; taken: Set<string> };

async function plan(tx: ServiceContext, entry: FileEntry, { userId, policy, taken }: Plan): Promise<Step> {
  const template = await findTemplate(tx, BUILT_IN_ID[entry.template]);
  const base = { key: entry.key, templateId: template.id, templateName: template.name };
  const place = { userId, templateId: template.id, scope: "global", sessionId: "" };
  const find = (key: string) => tx.db.userConfig.findFirst({ where: { ...place, key } });
  const row = await find(entry.key);
  const refuse = (reason: string | null, faults: Fault[]): Step => ({
    item: { ...base, outcome: "refused", newKey: null, faults, reason },
    entry,
    existing: null,
  });
  const stored = row !== null && policy === "overwrite" ? row.secrets : "{}";
  const checked = await check(tx, template, { values: entry.values, stored });
  if (checked.reason !== null || checked.faults.length > 0) return refuse(checked.reason, checked.faults);
  const mark = (key: string) => `${template.id} ${key}`;
  const isTaken = row !== null || taken.has(mark(entry.key));
  taken.add(mark(entry.key));
  const fine = { ...base, newKey: null, faults: [], reason: null };
  if (!isTaken) return { item: { ...fine, outcome: "create" }, entry, existing: null };
  if (policy === "overwrite" && row) return { item: { ...fine, outcome: "overwrite" }, entry, existing: row };
  if (policy !== "rename") return { item: { ...fine, outcome: "skip" }, entry, existing: null };
  for (let number = 2; ; number += 1) {
    const newKey = `${entry.key.slice(0, 90)}-${number}`;
    if (taken.has(mark(newKey)) || (await find(newKey)) !== null) continue;
    taken.add(mark(newKey));
    return { item: { ...fine, outcome: "rename", newKey }, entry, existing: null };
  }
}

type Checked = { faults: Fault[]; reason: string | null };

async function check(
  tx: ServiceContext,
  template: { id: string; latest: number },
  { values, stored }: { values: JsonObject; stored: string },
): Promise<Checked> {
  const definition = await definitionOf(tx, { templateId: template.id, templateNumber: template.latest });
  try {
    const split = splitSecrets(values, definition.secretFields, openSecrets(stored));
    return { faults: checkValues(definition, joinSecrets(split.values, split.secrets), linearPatterns), reason: null };
  } catch (error) {
    const fault = toAppError(error);
    if (fault.code !== "BAD_INPUT") throw error;
    return { faults: [], reason: fault.reason ?? null };
  }
}

async function carryOut(
  tx: ServiceContext,
  { item, entry, existing }: Step,
  reason: string | undefined,
): Promise<void> {
  if (item.outcome === "refused" || item.outcome === "skip") return;
  const { values, name } = entry;
  if (existing) {
    await updateConfig(tx, { id: existing.id, version: existing.version, values, reason });
    return;
  }
  const fields = { templateId: item.templateId, key: item.newKey ?? item.key, name, values };
  await createConfig(tx, { ...fields, scope: "global", isActive: entry.isActive, expiresAt: null, reason });
}
