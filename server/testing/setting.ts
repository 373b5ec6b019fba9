import { refreshSettings } from "@/server/configuration/setting/current";
import type { SettingKey, SettingValue } from "@/server/configuration/setting/registry/all";
import { encryptSecret } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { systemOf } from "./people";

/** Puts a setting in force in this process, as the settings page would. */
export async function replaceSetting<Key extends SettingKey>(
  db: Db,
  key: Key,
  value: SettingValue<Key>,
): Promise<void> {
  await storeText(db, key, JSON.stringify(value));
}

/** The same of a secret, which lies there encrypted. */
export async function replaceSecretSetting(db: Db, key: SettingKey, value: string): Promise<void> {
  await storeText(db, key, encryptSecret(JSON.stringify(value)));
}

async function storeText(db: Db, key: SettingKey, text: string): Promise<void> {
  await db.setting.upsert({ where: { key }, create: { key, value: text }, update: { value: text } });
  await bumpStateVersion(systemOf(db), "setting");
  await refreshSettings(db, true);
}
