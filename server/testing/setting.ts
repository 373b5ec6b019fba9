import { refreshSettings } from "@/server/configuration/setting/current";
import type { SettingKey, SettingValue } from "@/server/configuration/setting/registry/all";
import type { Db } from "@/server/kernel/database/client";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { systemOf } from "./people";

/** Puts a setting in force in this process, as the settings page would. */
export async function replaceSetting<Key extends SettingKey>(
  db: Db,
  key: Key,
  value: SettingValue<Key>,
): Promise<void> {
  const text = JSON.stringify(value);
  await db.setting.upsert({ where: { key }, create: { key, value: text }, update: { value: text } });
  await bumpStateVersion(systemOf(db), "setting");
  await refreshSettings(db, true);
}
