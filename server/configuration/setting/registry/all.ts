import type { z } from "zod";
import { accessSettings } from "./access";
import { apiSettings } from "./api";
import { appearanceSettings } from "./appearance";
import { cacheSettings } from "./caches";
import { contentSettings } from "./content";
import { databaseSettings } from "./database";
import type { SettingDefinition } from "./define";
import { fileSettings } from "./files";
import { gatewaySettings } from "./gateway";
import { identitySettings } from "./identity";
import { limitSettings } from "./limits";
import { mailSettings } from "./mail";
import { moneySettings } from "./money";
import { otherSignInSettings } from "./other-sign-in";
import { ownProviderSettings } from "./own-providers";
import { paymentSettings } from "./payment";
import { redemptionSettings } from "./redemption";
import { retentionSettings } from "./retention";
import { rewardSettings } from "./reward";
import { signInSettings } from "./sign-in";
import { siteSettings } from "./site";
import { supplySettings } from "./supply";
import { vendorSettings } from "./vendors";

/** Every setting there is. */
export const SETTINGS = [
  ...siteSettings,
  ...appearanceSettings,
  ...identitySettings,
  ...signInSettings,
  ...otherSignInSettings,
  ...mailSettings,
  ...rewardSettings,
  ...moneySettings,
  ...paymentSettings,
  ...redemptionSettings,
  ...supplySettings,
  ...ownProviderSettings,
  ...gatewaySettings,
  ...accessSettings,
  ...limitSettings,
  ...contentSettings,
  ...vendorSettings,
  ...apiSettings,
  ...databaseSettings,
  ...cacheSettings,
  ...fileSettings,
  ...retentionSettings,
] as const;

type Definition = (typeof SETTINGS)[number];
export type SettingKey = Definition["key"];
export type SettingValue<Key extends SettingKey> = z.output<Extract<Definition, { key: Key }>["schema"]>;

const byKey = new Map<string, SettingDefinition>(SETTINGS.map((definition) => [definition.key, definition]));

/** The declaration of a key, or undefined when no such setting exists. */
export function findSettingDefinition(key: string): SettingDefinition | undefined {
  return byKey.get(key);
}
