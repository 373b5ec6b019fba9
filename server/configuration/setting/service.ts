import { z } from "zod";
import { authorize } from "@/server/kernel/authorize";
import { actorId, type ServiceContext } from "@/server/kernel/context";
import { encryptSecret } from "@/server/kernel/crypto";
import { AppError, notFound, prismaCode, staleVersion } from "@/server/kernel/errors";
import { secretMark } from "@/server/kernel/secret-mark";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { inOneChange } from "../revision/one-change";
import { revise } from "../revision/revise";
import { logoUrl } from "../site/logo";
import { getSetting, parseStored, refreshSettings } from "./current";
import { findEnvironmentSource } from "./environment";
import { requireSoundSettings } from "./guard";
import { findPriceJump } from "./price-jump";
import { findSettingDefinition, SETTINGS, type SettingKey } from "./registry/all";
import type { SettingDefinition, SettingPage } from "./registry/define";
import type { SettingSource, UpdateSettingsInput } from "./schema";
import { checkedValue } from "./value-check";
import { requireStorableValue } from "./value-rule";

/** Lists the settings of a page, or all, with their values, defaults and JSON Schemas. Secrets show only whether they are set. */
export async function listSettings(ctx: ServiceContext, input: { page?: SettingPage | undefined }) {
  authorize(ctx, "setting.read");
  const all: readonly SettingDefinition[] = SETTINGS;
  const definitions = all.filter((definition) => input.page === undefined || definition.page === input.page);
  const rows = await ctx.db.setting.findMany({ where: { key: { in: definitions.map(({ key }) => key) } } });
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return definitions.map((definition) => {
    const row = byKey.get(definition.key);
    const stored = row ? parseStored(definition.key, row.value) : undefined;
    const environment = findEnvironmentSource(definition.key);
    return {
      key: definition.key,
      page: definition.page,
      section: definition.section ?? null,
      unit: definition.unit ?? null,
      isSecret: definition.isSecret ?? false,
      isPublic: definition.isPublic ?? false,
      isDefault: stored === undefined && environment === null,
      source: sourceOf(environment !== null, stored !== undefined),
      /** The variable that decides, where the environment does; the console then cannot. */
      environmentName: environment?.name ?? null,
      version: row?.version ?? 0,
      updatedAt: row?.updatedAt ?? null,
      jsonSchema: z.toJSONSchema(definition.schema, { io: "input", unrepresentable: "any" }),
      default: definition.isSecret ? null : definition.default,
      value: definition.isSecret ? null : (environment?.value ?? stored ?? definition.default),
    };
  });
}

function sourceOf(isFromEnvironment: boolean, isStored: boolean): SettingSource {
  if (isFromEnvironment) return "environment";
  return isStored ? "console" : "default";
}

/** The settings any browser may know, by key, and in place of the logo its address. */
export function listPublicSettings(): Record<string, unknown> {
  const open = (SETTINGS as readonly SettingDefinition[]).filter((definition) => definition.isPublic);
  const values = Object.fromEntries(open.map(({ key }) => [key, getSetting(key as SettingKey)]));
  return { ...values, "site.logoUrl": logoUrl() };
}

/**
 * Saves several settings in one transaction and puts them in force in this process at once, elsewhere within two seconds.
 * Throws BAD_INPUT (setting.invalid, with the key) for a value that does not fit, CONFLICT when another editor was faster,
 * PRECONDITION_FAILED (setting.price_jump, with a worked example) when a price moves ten-fold and nobody confirmed that;
 * and what `requireStorableValue` and `requireSoundSettings` refuse.
 */
export async function updateSettings(ctx: ServiceContext, input: UpdateSettingsInput): Promise<void> {
  authorize(ctx, "setting.update");
  await inOneChange(ctx, async (tx) => {
    for (const change of input.changes) await writeSetting(tx, change, input);
    await requireSoundSettings(
      tx,
      input.changes.map(({ key }) => key),
    );
    await bumpStateVersion(tx, "setting");
  });
  if (!ctx.tx) await refreshSettings(ctx.db, true);
}

type Change = UpdateSettingsInput["changes"][number];

async function writeSetting(tx: ServiceContext, change: Change, input: UpdateSettingsInput): Promise<void> {
  const { reason, isJumpConfirmed } = input;
  const definition = findSettingDefinition(change.key);
  if (!definition) throw notFound("setting");
  requireStorableValue(definition, change.value);
  const row = await tx.db.setting.findUnique({ where: { key: change.key } });
  if ((row?.version ?? 0) !== change.version) throw staleVersion("setting");
  const before = row ? parseStored(change.key, row.value) : definition.default;
  const after = change.value === null ? definition.default : parseValue(definition, change.value);
  if (definition.isPrice && !isJumpConfirmed) refusePriceJump(change.key, before, after);
  if (change.value === null) await removeValue(tx, change);
  else await upsertValue(tx, definition, { value: after, version: change.version });
  await revise(tx, {
    kind: "setting",
    id: change.key,
    label: change.key,
    action: "setting.update",
    before: settingContent(definition, row ? before : undefined),
    after: settingContent(definition, change.value === null ? undefined : after),
    reason,
  });
}

/**
 * A setting as its history keeps it: the value in force, or the mark of a secret. `stored` undefined: nothing is stored, so
 * its default is in force.
 */
export function settingContent(definition: SettingDefinition, stored: unknown): SettingContent {
  if (!definition.isSecret) return { value: stored === undefined ? definition.default : stored };
  return { mark: stored === undefined ? null : secretMark(JSON.stringify(stored)) };
}
export type SettingContent = { value: unknown } | { mark: string | null };

async function removeValue(tx: ServiceContext, { key, version }: Change): Promise<void> {
  const { count } = await tx.db.setting.deleteMany({ where: { key, version } });
  if (count === 0 && version > 0) throw staleVersion("setting");
}

/** A price typed ten times too high or low is a slip until somebody says that it is meant. */
function refusePriceJump(key: string, before: unknown, after: unknown): void {
  const jump = findPriceJump(before, after);
  if (jump) throw new AppError("PRECONDITION_FAILED", { reason: "setting.price_jump", meta: { key, ...jump } });
}

type NextValue = { value: unknown; version: number };

async function upsertValue(tx: ServiceContext, definition: SettingDefinition, { value, version }: NextValue) {
  const text = JSON.stringify(value);
  const data = { value: definition.isSecret ? encryptSecret(text) : text, updatedById: actorId(tx) };
  if (version === 0) {
    await insertValue(tx, definition.key, data);
    return;
  }
  // The version in the condition: of two editors who read the same state, one wins and the other is told.
  const { count } = await tx.db.setting.updateMany({
    where: { key: definition.key, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) throw staleVersion("setting");
}

type StoredValue = { value: string; updatedById: string | null };

async function insertValue(tx: ServiceContext, key: string, data: StoredValue): Promise<void> {
  try {
    await tx.db.setting.create({ data: { key, ...data } });
  } catch (error) {
    if (prismaCode(error) === "P2002") throw staleVersion("setting");
    throw error;
  }
}

function parseValue(definition: SettingDefinition, value: unknown): unknown {
  const parsed = definition.schema.safeParse(value);
  if (parsed.success) return checkedValue(definition.key, parsed.data);
  const detail = parsed.error.issues.map((issue) => issue.message).join("; ");
  throw new AppError("BAD_INPUT", { reason: "setting.invalid", meta: { key: definition.key, detail } });
}
