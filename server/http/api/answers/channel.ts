import { z } from "zod";

export const ChannelItem = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  preset: z.string(),
  baseUrl: z.string(),
  status: z.string(),
  statusReason: z.string(),
  statusChangedAt: z.date().nullable(),
  modelCount: z.number(),
  groups: z.array(z.string()),
  priority: z.number(),
  weight: z.number(),
  tag: z.string(),
  notes: z.string(),
  keyCount: z.number(),
  enabledKeyCount: z.number(),
  lastError: z.object({ text: z.string(), at: z.date().nullable() }).nullable(),
  usedQuota: z.bigint(),
  responseTimeMs: z.number().nullable(),
  testedAt: z.date().nullable(),
  version: z.number(),
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
});

export const ListChannelFacetsAnswer = z.object({
  tags: z.array(z.object({ value: z.string(), count: z.number() })),
  groups: z.array(z.string()),
});

export const BulkChangeChannelsAnswer = z.union([
  z.object({
    kind: z.literal("done"),
    rows: z.array(z.object({ id: z.string(), label: z.string(), isDone: z.boolean(), reason: z.string().nullable() })),
  }),
  z.object({ kind: z.literal("job"), jobId: z.string(), count: z.number() }),
]);

export const StartTestJobAnswer = z.object({ jobId: z.string(), count: z.number() });

export const ChannelDetail = z.object({
  isAutoBan: z.boolean(),
  keys: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      createdAt: z.date(),
      channelId: z.string(),
      position: z.number(),
      hint: z.string(),
      lastError: z.string(),
      lastErrorAt: z.date().nullable(),
    }),
  ),
  updatedAt: z.date(),
  name: z.string(),
  provider: z.enum(["openai", "anthropic", "gemini", "azure"]),
  preset: z.string(),
  baseUrl: z.string(),
  models: z.array(z.string()),
  groups: z.array(z.string()),
  priority: z.number(),
  weight: z.number(),
  tag: z.string(),
  modelMapping: z.record(z.string(), z.string()),
  statusCodeMapping: z.record(z.string(), z.number()),
  testModel: z.string(),
  organization: z.string(),
  settings: z.record(z.string(), z.unknown()),
  notes: z.string(),
  headers: z.record(z.string(), z.string()),
  proxy: z.string(),
  limits: z.object({ requestsPerMinute: z.number().optional(), concurrentRequests: z.number().optional() }),
  timeouts: z.object({
    connectSeconds: z.number().optional(),
    firstByteSeconds: z.number().optional(),
    idleSeconds: z.number().optional(),
    totalSeconds: z.number().optional(),
  }),
  retries: z.object({ max: z.number().optional(), statuses: z.array(z.string()).optional() }),
  id: z.string(),
  status: z.string(),
  statusReason: z.string(),
  statusChangedAt: z.date().nullable(),
  modelCount: z.number(),
  keyCount: z.number(),
  enabledKeyCount: z.number(),
  lastError: z.object({ text: z.string(), at: z.date().nullable() }).nullable(),
  usedQuota: z.bigint(),
  responseTimeMs: z.number().nullable(),
  testedAt: z.date().nullable(),
  version: z.number(),
  createdAt: z.date(),
  deletedAt: z.date().nullable(),
});

export const FetchUpstreamModelsAnswer = z.object({
  models: z.array(z.string()),
  added: z.array(z.string()),
  removed: z.array(z.string()),
});

export const AddChannelKeysAnswer = z.object({ addedCount: z.number() });

export const RunChannelTestAnswer = z.object({
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

export const ChannelTestItem = z.object({
  keyHint: z.string().nullable(),
  id: z.string(),
  createdAt: z.date(),
  error: z.string(),
  model: z.string(),
  channelId: z.string(),
  isStream: z.boolean(),
  isOk: z.boolean(),
  httpStatus: z.number().nullable(),
  latencyMs: z.number(),
  firstTokenMs: z.number().nullable(),
  answer: z.string(),
  jobId: z.string().nullable(),
  actorId: z.string().nullable(),
});

export const AbilityItem = z.object({
  group: z.string(),
  model: z.string(),
  channelId: z.string(),
  channelName: z.string(),
  isEnabled: z.boolean(),
  priority: z.number(),
  weight: z.number(),
});
