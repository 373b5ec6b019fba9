import { z } from "zod";
import { OWN_PROVIDER_FEATURES, OWN_PROVIDER_POLICIES } from "@/server/supply/own-provider/schema";

const ProviderUsage = z.object({
  requests: z.number(),
  errors: z.number(),
  promptTokens: z.bigint(),
  completionTokens: z.bigint(),
  quota: z.bigint(),
});

export const OwnProviderDetail = z.object({
  keyHint: z.string(),
  status: z.string(),
  statusReason: z.string(),
  statusChangedAt: z.date().nullable(),
  lastError: z.object({ text: z.string(), at: z.date().nullable() }).nullable(),
  responseTimeMs: z.number().nullable(),
  testedAt: z.date().nullable(),
  version: z.number(),
  createdAt: z.date(),
  updatedAt: z.date(),
  name: z.string(),
  type: z.string(),
  label: z.string(),
  baseUrl: z.string(),
  models: z.array(z.string()),
  priority: z.number(),
  defaultModel: z.string(),
  headers: z.record(z.string(), z.string()),
  limits: z.object({ requestsPerMinute: z.number().optional(), concurrentRequests: z.number().optional() }),
  features: z.array(z.enum(OWN_PROVIDER_FEATURES)),
  timeouts: z.object({
    connectSeconds: z.number().optional(),
    firstByteSeconds: z.number().optional(),
    idleSeconds: z.number().optional(),
    totalSeconds: z.number().optional(),
  }),
  retries: z.object({ max: z.number().optional(), statuses: z.array(z.string()).optional() }),
  isEnabled: z.boolean(),
  isDefault: z.boolean(),
  id: z.string(),
});

export const ListOwnProvidersAnswer = z.object({
  items: z.array(OwnProviderDetail.extend({ usage: ProviderUsage })),
  nextCursor: z.null(),
  policy: z.enum(OWN_PROVIDER_POLICIES),
  isAllowed: z.boolean(),
  limit: z.number(),
  feeUnits: z.bigint(),
});

export const CreateOwnProviderAnswer = z.object({ id: z.string(), name: z.string(), version: z.number() });

export const UpdateOwnProviderAnswer = z.object({ name: z.string(), version: z.number() });

export const TestOwnProviderAnswer = z.object({
  id: z.string(),
  isOk: z.boolean(),
  httpStatus: z.number().nullable(),
  latencyMs: z.number(),
  firstTokenMs: z.number().nullable(),
  answer: z.string(),
  error: z.string(),
  usage: z.object({ promptTokens: z.number(), cachedTokens: z.number(), completionTokens: z.number() }).nullable(),
  isReenabled: z.boolean(),
});

export const FetchOwnModelsAnswer = z.object({ models: z.array(z.string()) });

export const OwnProviderUsageDetail = z.object({
  total: ProviderUsage,
  days: z.array(ProviderUsage.extend({ day: z.date() })),
  models: z.array(ProviderUsage.extend({ model: z.string() })),
});

export const AnyOwnProviderItem = z.object({
  username: z.string(),
  usage: ProviderUsage.nullable(),
  id: z.string(),
  ownerId: z.string(),
  name: z.string(),
  label: z.string(),
  type: z.string(),
  host: z.string(),
  status: z.string(),
  statusReason: z.string(),
  testedAt: z.date().nullable(),
  createdAt: z.date(),
});
