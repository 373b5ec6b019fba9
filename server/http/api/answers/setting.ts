import { z } from "zod";
import { SETTING_PAGES } from "@/server/configuration/setting/schema";

export const SettingEntry = z.object({
  key: z.string(),
  page: z.enum(SETTING_PAGES),
  isSecret: z.boolean(),
  isPublic: z.boolean(),
  isDefault: z.boolean(),
  version: z.number(),
  updatedAt: z.date().nullable(),
  /** JSON Schema of the value. */
  jsonSchema: z.unknown(),
  default: z.unknown(),
  /** Null for a secret. */
  value: z.unknown(),
});

/** The settings any browser may know, by key. */
export const PublicSettings = z.record(z.string(), z.unknown());
