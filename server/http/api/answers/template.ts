import { z } from "zod";

export const TemplateEntry = z.object({
  texts: z.record(z.string(), z.object({ title: z.string().optional(), description: z.string().optional() })),
  configCount: z.number(),
  id: z.string(),
  categoryId: z.string(),
  name: z.string(),
  description: z.string(),
  isSystem: z.boolean(),
  isActive: z.boolean(),
  latest: z.number(),
  label: z.string(),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
});

export const TemplateDetail = TemplateEntry.extend({
  number: z.number(),
  definition: z.object({
    label: z.string(),
    schema: z.record(z.string(), z.unknown()),
    defaults: z.record(z.string(), z.unknown()),
    rules: z.array(
      z.union([
        z.object({
          rule: z.literal("requiredIf"),
          field: z.string(),
          when: z.string(),
          equals: z.union([z.boolean(), z.string(), z.number()]).nullable().optional(),
        }),
        z.object({
          rule: z.literal("oneOfFields"),
          fields: z.array(z.string()),
          count: z.enum(["exactly", "atLeast", "atMost"]),
        }),
        z.object({ rule: z.literal("lessThan"), field: z.string(), than: z.string(), orEqual: z.boolean() }),
        z.object({
          rule: z.literal("urlAllowed"),
          field: z.string(),
          schemes: z.array(z.string()),
          hosts: z.array(z.string()),
        }),
      ]),
    ),
    secretFields: z.array(z.string()),
    notes: z.string(),
  }),
  versions: z.array(
    z.object({
      configCount: z.number(),
      number: z.number(),
      createdAt: z.date(),
      label: z.string(),
      notes: z.string(),
      createdById: z.string().nullable(),
    }),
  ),
});

export const PublishTemplateAnswer = z.object({ number: z.number(), version: z.number() });

export const PreviewUpgradeAnswer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      userId: z.string(),
      ownerName: z.string(),
      key: z.string(),
      name: z.string(),
      templateNumber: z.number(),
      isActive: z.boolean(),
      version: z.number(),
      faults: z.array(
        z.object({
          path: z.string(),
          code: z.string(),
          params: z.record(z.string(), z.union([z.string(), z.number()])),
        }),
      ),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const MigrateConfigsAnswer = z.object({
  migratedCount: z.number(),
  failed: z.array(z.object({ id: z.string(), key: z.string(), reason: z.string() })),
  jobId: z.string().nullable(),
});

export const CategoryEntry = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  parentId: z.string().nullable(),
  position: z.number(),
  isActive: z.boolean(),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
  depth: z.number(),
  templateCount: z.number(),
});
