import type { z } from "zod";
import type { SettingDefinition } from "./define";
import { gatewaySettings } from "./gateway";
import { identitySettings } from "./identity";
import { moneySettings } from "./money";
import { paymentSettings } from "./payment";
import { redemptionSettings } from "./redemption";
import { rewardSettings } from "./reward";
import { siteSettings } from "./site";
import { supplySettings } from "./supply";

/** Every setting there is. */
export const SETTINGS = [
  ...siteSettings,
  ...identitySettings,
  ...rewardSettings,
  ...moneySettings,
  ...paymentSettings,
  ...redemptionSettings,
  ...supplySettings,
  ...gatewaySettings,
] as const;

type Definition = (typeof SETTINGS)[number];
export type SettingKey = Definition["key"];
export type SettingValue<Key extends SettingKey> = z.output<Extract<Definition, { key: Key }>["schema"]>;

const byKey = new Map<string, SettingDefinition>(SETTINGS.map((definition) => [definition.key, definition]));

/** The declaration of a key, or undefined when no such setting exists. */
export function findSettingDefinition(key: string): SettingDefinition | undefined {
  return byKey.get(key);
}
