import type { z } from "zod";

/** The settings pages by subject, as people look for them, in the order of their menu. */
export const SETTING_PAGES = [
  "general",
  "appearance",
  "sign-in",
  "security",
  "quota",
  "prices",
  "channels",
  "limits",
  "content",
  "payment",
  "mail",
  "files",
  "network",
  "retention",
] as const;
export type SettingPage = (typeof SETTING_PAGES)[number];

/** The headings inside long pages, worded by `setting.sections`. */
export const SETTING_SECTIONS = [
  "site",
  "display",
  "operations",
  "branding",
  "announcements",
  "pages",
  "links",
  "registration",
  "methods",
  "oidc",
  "github",
  "discord",
  "linuxdo",
  "telegram",
  "wechat",
  "botCheck",
  "lockout",
  "sessions",
  "secrets",
  "redemption",
  "grants",
  "approvals",
  "checkIn",
  "referral",
  "charging",
  "groups",
  "retries",
  "timeouts",
  "switching",
  "tests",
  "affinity",
  "ownProviders",
  "answers",
  "requests",
  "outage",
  "claude",
  "gemini",
  "perMinute",
  "perModel",
  "api",
  "filter",
  "amounts",
  "epay",
  "stripe",
  "manual",
  "server",
  "reminders",
  "exports",
  "tasks",
  "outbound",
  "proxy",
  "caches",
  "cleanup",
  "bodies",
  "periods",
] as const;
export type SettingSection = (typeof SETTING_SECTIONS)[number];

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
  /** The heading it stands under; pages with few settings need none. */
  section?: SettingSection;
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
