import type { z } from "zod";

/** The settings pages, in the order of their menu. */
export const SETTING_PAGES = [
  "general",
  "security",
  "quota",
  "payment",
  "rewards",
  "gateway",
  "channels",
  "network",
] as const;
export type SettingPage = (typeof SETTING_PAGES)[number];

export type SettingUnit =
  | "ms"
  | "seconds"
  | "minutes"
  | "hours"
  | "days"
  | "quotaUnits"
  | "tokens"
  | "percent"
  | "count";

export type SettingDefinition<Key extends string = string, Schema extends z.ZodType = z.ZodType> = {
  key: Key;
  schema: Schema;
  default: z.output<Schema>;
  page: SettingPage;
  /** Served to browsers that nobody signed in on. */
  isPublic?: boolean;
  /** Encrypted at rest, never sent to a browser. */
  isSecret?: boolean;
  unit?: SettingUnit;
  /** Part of a price, as a decimal or as lines of "name=decimal": a change by ten-fold or more has to be confirmed. */
  isPrice?: boolean;
};

/**
 * Declares a setting: the registry is the only place where one comes into being, and what is not declared does not exist.
 * Its label and hint are in the message catalogues; its form field follows from its schema.
 */
export function defineSetting<const Key extends string, Schema extends z.ZodType>(
  definition: SettingDefinition<Key, Schema>,
): SettingDefinition<Key, Schema> {
  return definition;
}
