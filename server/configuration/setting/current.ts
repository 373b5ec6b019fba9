import { decryptSecret } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { logger } from "@/server/kernel/logger";
import { findStateWatch } from "@/server/kernel/process-watch";
import { findEnvironmentSource } from "./environment";
import { findSettingDefinition, SETTINGS, type SettingKey, type SettingValue } from "./registry/all";

type Snapshot = { version: bigint; checkedAt: number; values: Map<string, unknown> };

const CHECK_EVERY_MS = 500;
/** A watch that has not read the counters for longer is not relied upon. */
const WATCH_STALE_MS = 1_500;
const HOLDER = Symbol.for("gatehouse.settings");

// Next bundles routes and start-up code apart, each with its own copy of this module: they share through globalThis.
const shared = globalThis as { [HOLDER]?: Snapshot };

/**
 * The value in force in this process: what the environment decides, else what the console set, else the default.
 * Synchronous; see refreshSettings.
 */
export function getSetting<Key extends SettingKey>(key: Key): SettingValue<Key> {
  const source = findEnvironmentSource(key);
  if (source) return source.value as SettingValue<Key>;
  const values = shared[HOLDER]?.values;
  if (values?.has(key)) return values.get(key) as SettingValue<Key>;
  return findSettingDefinition(key)?.default as SettingValue<Key>;
}

/**
 * Brings this process' settings up to date. Where a watch looks after them there is nothing to do; elsewhere this reads the
 * counter at most twice a second, and the rows only when it moved.
 * `force` skips the interval, for the process that just made a change. Throws when the database is away.
 */
export async function refreshSettings(db: Db, force = false): Promise<void> {
  const current = shared[HOLDER];
  const now = Date.now();
  if (!force && current && now - current.checkedAt < CHECK_EVERY_MS) return;
  if (!force && current && (findStateWatch()?.staleMs ?? Number.POSITIVE_INFINITY) < WATCH_STALE_MS) return;
  const row = await db.stateVersion.findUnique({ where: { topic: "setting" } });
  const version = row?.version ?? 0n;
  if (current && current.version === version) {
    current.checkedAt = now;
    return;
  }
  shared[HOLDER] = { version, checkedAt: now, values: valuesOf(await readSettingRows(db)) };
}

/** A setting as it is stored: JSON, encrypted where it is a secret. */
export type SettingRow = { key: string; value: string };

/** Reads what the console has set, of the settings this build knows. */
export function readSettingRows(db: Db): Promise<SettingRow[]> {
  return db.setting.findMany({
    where: { key: { in: SETTINGS.map((definition) => definition.key) } },
    select: { key: true, value: true },
  });
}

/** Puts rows read earlier in force, for a process that cannot reach the database; the first look at it replaces them. */
export function restoreSettings(rows: readonly SettingRow[]): void {
  shared[HOLDER] = { version: -1n, checkedAt: 0, values: valuesOf(rows) };
}

function valuesOf(rows: readonly SettingRow[]): Map<string, unknown> {
  const values = new Map<string, unknown>();
  for (const row of rows) {
    const parsed = parseStored(row.key, row.value);
    if (parsed !== undefined) values.set(row.key, parsed);
  }
  return values;
}

/** The typed value of a stored row. One that no longer fits its schema is left out, so that the default is in force. */
export function parseStored(key: string, stored: string): unknown {
  const definition = findSettingDefinition(key);
  if (!definition) return undefined;
  try {
    const text = definition.isSecret ? decryptSecret(stored) : stored;
    return definition.schema.parse(JSON.parse(text));
  } catch (error) {
    logger.warn({ setting: key, err: error }, "a stored setting does not fit its declaration; its default is in force");
    return undefined;
  }
}
