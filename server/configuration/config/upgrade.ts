import type { UserConfig } from "@/prisma/generated/sqlite/client";
import { authorize } from "@/server/kernel/authorize";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError, notFound, toAppError } from "@/server/kernel/errors";
import { NEWEST_FIRST, olderThan, toPage } from "@/server/kernel/paging/keyset";
import { withTransaction } from "@/server/kernel/transaction";
import { enqueueJob } from "@/server/operations/job/enqueue";
import { checkValues, type Definition } from "../template/definition-schema";
import type { Fault } from "../template/json-schema/json-schema";
import { linearPatterns } from "../template/pattern";
import {
  MIGRATED_AT_ONCE_MAX,
  type TemplateMigrateInput,
  type TemplateUpgradeCheckInput,
  type TemplateUpgradePreviewInput,
} from "../template/schema";
import { findTemplate, requireSound } from "../template/service/row";
import { definitionOf, readValues } from "./row";
import { joinSecrets, openSecrets } from "./secret-values";
import { updateConfig } from "./service/save";

const CHECKED_MAX = 200;

/**
 * What a published version would break: every configuration made from the template that is not on it, newest first, with what
 * of its values would not fit. No value is told. Throws NOT_FOUND.
 */
export async function previewUpgrade(ctx: ServiceContext, input: TemplateUpgradePreviewInput) {
  authorize(ctx, "template.manage");
  authorize(ctx, "config.readAny");
  const { id, number, cursor, limit } = input;
  const definition = await definitionOf(ctx, { templateId: (await findTemplate(ctx, id)).id, templateNumber: number });
  const rows = await ctx.db.userConfig.findMany({
    where: { AND: [{ templateId: id, templateNumber: { not: number } }, olderThan(cursor)] },
    orderBy: NEWEST_FIRST,
    take: limit + 1,
  });
  const page = toPage(rows, limit, (row) => row);
  return { items: await toItems(ctx, page.items, definition), nextCursor: page.nextCursor };
}

/** The same for a definition that is not published yet, over the newest 200. Throws NOT_FOUND, BAD_INPUT (template.invalid). */
export async function checkUpgrade(ctx: ServiceContext, input: TemplateUpgradeCheckInput) {
  authorize(ctx, "template.manage");
  authorize(ctx, "config.readAny");
  requireSound(input.definition);
  const { id: templateId } = await findTemplate(ctx, input.id);
  const [rows, totalCount] = await Promise.all([
    ctx.db.userConfig.findMany({ where: { templateId }, orderBy: NEWEST_FIRST, take: CHECKED_MAX }),
    ctx.db.userConfig.count({ where: { templateId } }),
  ]);
  return { items: await toItems(ctx, rows, input.definition), totalCount };
}

async function toItems(ctx: ServiceContext, rows: UserConfig[], definition: Definition) {
  const owners = await ctx.db.user.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.userId))] } },
    select: { id: true, username: true },
  });
  const nameOf = new Map(owners.map((owner) => [owner.id, owner.username]));
  return rows.map((row) => {
    const { id, userId, key, name, templateNumber, isActive, version } = row;
    const ownerName = nameOf.get(userId) ?? userId;
    const faults = upgradeFaults(row, definition);
    return { id, userId, ownerName, key, name, templateNumber, isActive, version, faults };
  });
}

/** What keeps a configuration from being moved to a definition; empty when it fits. */
export function upgradeFaults(row: UserConfig, definition: Definition): Fault[] {
  const secrets = openSecrets(row.secrets);
  // A secret that the version does not keep as one would come to light.
  const lost = Object.keys(secrets).filter((path) => !definition.secretFields.includes(path));
  if (lost.length > 0) return lost.map((path) => ({ path, code: "secretLost", params: {} }));
  return checkValues(definition, joinSecrets(readValues(row), secrets), linearPatterns);
}

export type Migration = {
  migratedCount: number;
  /** Those that stay as they are, each with the reason. */
  failed: { id: string; key: string; reason: string }[];
  /** Set when there are more than a call should hold up: the report is the job's. */
  jobId: string | null;
};

/**
 * Moves configurations to a published version: those named, or all that fit it. What does not fit stays on its own version.
 * More than a hundred become a job. Throws NOT_FOUND, PRECONDITION_FAILED (template.none_fitting).
 */
export async function migrateConfigs(ctx: ServiceContext, input: TemplateMigrateInput): Promise<Migration> {
  authorize(ctx, "template.manage");
  authorize(ctx, "config.manageAny");
  const { id, number, configIds, reason } = input;
  const template = await findTemplate(ctx, id);
  const definition = await definitionOf(ctx, { templateId: id, templateNumber: number });
  const rows = await ctx.db.userConfig.findMany({
    where: {
      templateId: id,
      templateNumber: { not: number },
      ...(configIds === "fitting" ? {} : { id: { in: configIds } }),
    },
    orderBy: { id: "asc" },
  });
  const chosen = configIds === "fitting" ? rows.filter((row) => upgradeFaults(row, definition).length === 0) : rows;
  if (chosen.length === 0) throw new AppError("PRECONDITION_FAILED", { reason: "template.none_fitting" });
  if (chosen.length > MIGRATED_AT_ONCE_MAX) {
    const targets = chosen.map((row) => ({ id: row.id, label: row.name || row.key }));
    const params = { templateId: id, number, reason: reason ?? "" };
    return { migratedCount: 0, failed: [], jobId: await enqueueJob(ctx, { kind: "config.migrate", params, targets }) };
  }
  const failed: Migration["failed"] = [];
  for (const row of chosen) {
    const failure = await tryMigrate(ctx, row, { number, reason: reason ?? `${template.name} ${number}` });
    if (failure !== null) failed.push({ id: row.id, key: row.key, reason: failure });
  }
  return { migratedCount: chosen.length - failed.length, failed, jobId: null };
}

type Target = { number: number; reason: string };

async function tryMigrate(ctx: ServiceContext, row: UserConfig, target: Target): Promise<string | null> {
  try {
    await migrateOne(ctx, row.id, target);
    return null;
  } catch (error) {
    const fault = toAppError(error);
    if (fault.code === "INTERNAL") throw error;
    return fault.reason ?? fault.code;
  }
}

/** Moves one configuration to a version; nothing happens when it is on it. Throws what `updateConfig` throws. */
export async function migrateOne(ctx: ServiceContext, id: string, { number, reason }: Target): Promise<boolean> {
  return withTransaction(ctx, async (tx) => {
    const row = await tx.db.userConfig.findUnique({ where: { id } });
    if (!row) throw notFound("config");
    if (row.templateNumber === number) return false;
    await updateConfig(tx, { id, version: row.version, templateNumber: number, reason });
    return true;
  });
}
