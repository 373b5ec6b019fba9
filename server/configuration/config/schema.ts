import { z } from "zod";
import { PageInput } from "@/server/kernel/paging/schema";
import { RowNumber } from "@/server/kernel/row-number-schema";
import { JsonObjectInput } from "../template/json-object-schema";
import { TemplateId } from "../template/schema";

/** Each layer lies over the ones before it: a session's over the account's, and what holds for a while over both. */
export const CONFIG_SCOPES = ["global", "session", "temporary"] as const;
export type ConfigScope = (typeof CONFIG_SCOPES)[number];

/** One account's configurations. */
export const CONFIGS_MAX = 1_000;

export const ConfigId = z.string().startsWith("cfg_").max(32);
const UserId = z.string().startsWith("usr_").max(32);
export const CONFIG_KEY_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** What programs call it: letters, digits, dots, dashes and underscores. */
export const ConfigKey = z.string().trim().min(1).max(100).regex(CONFIG_KEY_PATTERN, "configKey");

const name = z.string().trim().max(191);
const reason = z.string().trim().max(500).optional();
const version = RowNumber;
const templateNumber = RowNumber;
const scope = z.enum(CONFIG_SCOPES);
const expiresAt = z.date().nullable();

export const ConfigListInput = PageInput.extend({
  q: z.string().trim().max(100).optional(),
  templateId: TemplateId.optional(),
  scope: z.array(scope).max(3).optional(),
  isActive: z.boolean().optional(),
  /** Somebody else's: for staff. */
  userId: UserId.optional(),
  /** Everybody's: for staff. */
  isEverybodys: z.boolean().optional(),
});
export type ConfigListInput = z.output<typeof ConfigListInput>;

export const ConfigIdInput = z.object({ id: ConfigId });

/**
 * `values` may hold the template's secret fields in plain text; they are taken out and encrypted. Leaving a secret out keeps
 * what is stored, null takes it away.
 */
export const ConfigCreateInput = z.object({
  templateId: TemplateId,
  /** The newest version when left out. */
  templateNumber: templateNumber.optional(),
  key: ConfigKey,
  name: name.default(""),
  values: JsonObjectInput.default({}),
  scope: scope.default("global"),
  isActive: z.boolean().default(true),
  /** A temporary one needs it; others may have it. */
  expiresAt: expiresAt.default(null),
  /** Whose it is: one's own when left out. */
  userId: UserId.optional(),
  reason,
});
export type ConfigCreateInput = z.output<typeof ConfigCreateInput>;

export const ConfigUpdateInput = z.object({
  id: ConfigId,
  /** The version the editor read. */
  version,
  key: ConfigKey.optional(),
  name: name.optional(),
  values: JsonObjectInput.optional(),
  scope: scope.optional(),
  isActive: z.boolean().optional(),
  expiresAt: expiresAt.optional(),
  templateNumber: templateNumber.optional(),
  reason,
});
export type ConfigUpdateInput = z.output<typeof ConfigUpdateInput>;

export const ConfigDeleteInput = z.object({ id: ConfigId, version, reason });
export type ConfigDeleteInput = z.output<typeof ConfigDeleteInput>;

export const ConfigDuplicateInput = z.object({
  id: ConfigId,
  /** Left out, it is the first of `key-copy`, `key-copy-2` … that is free. */
  key: ConfigKey.optional(),
  name: name.optional(),
});
export type ConfigDuplicateInput = z.output<typeof ConfigDuplicateInput>;

/** What holds for an account under one key of a template. */
export const ConfigEffectiveInput = z.object({
  templateId: TemplateId,
  key: ConfigKey,
  userId: UserId.optional(),
});
export type ConfigEffectiveInput = z.output<typeof ConfigEffectiveInput>;

export const IMPORT_POLICIES = ["skip", "overwrite", "rename"] as const;
export type ImportPolicy = (typeof IMPORT_POLICIES)[number];
export const IMPORT_ITEMS_MAX = 200;

/** A configuration file of the kind programs keep on disk: an object of providers, or of values by name. */
export const ConfigImportInput = z.object({
  file: JsonObjectInput,
  /** What to do with a key that is taken. */
  policy: z.enum(IMPORT_POLICIES).default("skip"),
  /** False only says what would happen. */
  isConfirmed: z.boolean().default(false),
  reason,
});
export type ConfigImportInput = z.output<typeof ConfigImportInput>;

/** A configuration as its history, drafts and exports have it. Of secrets only a mark that changes with them. */
export const ConfigContent = z.object({
  userId: UserId,
  templateId: TemplateId,
  templateNumber,
  key: ConfigKey,
  name,
  values: JsonObjectInput,
  secrets: z.record(z.string().max(300), z.string().max(64)).default({}),
  scope,
  sessionId: z.string().max(32).default(""),
  isActive: z.boolean(),
  /** RFC 3339. */
  expiresAt: z.iso.datetime({ offset: true }).nullable(),
});
export type ConfigContent = z.output<typeof ConfigContent>;
