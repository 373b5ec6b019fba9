import { z } from "zod";
import { CONFIG_SCOPES } from "@/server/configuration/config/schema";

export const ConfigItem = z.object({
  id: z.string(),
  userId: z.string(),
  ownerName: z.string(),
  templateId: z.string(),
  templateName: z.string(),
  templateNumber: z.number(),
  templateLabel: z.string(),
  isTemplateNewer: z.boolean(),
  key: z.string(),
  name: z.string(),
  values: z.record(z.string(), z.unknown()),
  secrets: z.array(z.object({ path: z.string(), isSet: z.boolean(), mark: z.string().nullable() })),
  scope: z.enum(CONFIG_SCOPES),
  sessionId: z.string(),
  isActive: z.boolean(),
  isExpired: z.boolean(),
  expiresAt: z.date().nullable(),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

export const CreateConfigAnswer = z.object({ id: z.string(), version: z.number() });

export const EffectiveConfigAnswer = z.object({
  templateId: z.string(),
  templateNumber: z.number(),
  key: z.string(),
  values: z.record(z.string(), z.unknown()),
  secrets: z.array(z.object({ path: z.string(), isSet: z.boolean(), mark: z.string().nullable() })),
  layers: z.array(z.object({ id: z.string(), scope: z.enum(CONFIG_SCOPES), expiresAt: z.date().nullable() })),
});

export const ImportFileAnswer = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      templateId: z.string(),
      templateName: z.string(),
      outcome: z.enum(["skip", "create", "overwrite", "rename", "refused"]),
      newKey: z.string().nullable(),
      faults: z.array(
        z.object({
          path: z.string(),
          code: z.string(),
          params: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ),
      reason: z.string().nullable(),
    }),
  ),
});
