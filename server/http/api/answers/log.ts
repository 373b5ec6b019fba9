import { z } from "zod";
import { SPECIAL_TOKENS } from "@/server/providers/special-token-schema";
import { CANDIDATE_FATES, CAUSE_CODES, REQUEST_STEPS } from "@/server/usage/inspector/schema";

/** How an amount came to be: each part's count at its price, in dollars. */
const Formula = z.object({
  lines: z.array(
    z.object({
      part: z.enum(["output", "input", "call", "cached", "fee", ...SPECIAL_TOKENS]),
      count: z.number(),
      price: z.string(),
      dollars: z.string(),
    }),
  ),
  sum: z.string(),
  groupRatio: z.string(),
  dollars: z.string(),
  units: z.string(),
});

const Cause = z.object({
  code: z.enum(CAUSE_CODES),
  channel: z.string().optional(),
  failedChannel: z.string().optional(),
  failedStatus: z.number().nullable().optional(),
  tries: z.number().optional(),
  scope: z.enum(["user", "token"]).optional(),
  payer: z.enum(["user", "token", "plan"]).optional(),
  limit: z.number().optional(),
  needed: z.bigint().optional(),
  available: z.bigint().optional(),
  model: z.string().optional(),
  ip: z.string().optional(),
  what: z.enum(["prompt", "answer"]).optional(),
  rule: z.number().optional(),
  message: z.string().optional(),
});

export const ListLogsAnswer = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      createdAt: z.date(),
      kind: z.string(),
      outcome: z.string(),
      endpoint: z.string(),
      userId: z.string().nullable(),
      username: z.string().nullable(),
      tokenId: z.string().nullable(),
      tokenName: z.string().nullable(),
      group: z.string(),
      model: z.string(),
      httpStatus: z.number(),
      errorCode: z.string(),
      errorMessage: z.string(),
      isStream: z.boolean(),
      promptTokens: z.number(),
      cachedTokens: z.number(),
      completionTokens: z.number(),
      usageSource: z.string(),
      quota: z.bigint(),
      uncollectedQuota: z.bigint(),
      planQuota: z.bigint(),
      subscriptionId: z.string().nullable(),
      durationMs: z.number(),
      firstTokenMs: z.number().nullable(),
      ip: z.string(),
      clientRequestId: z.string(),
      isArchived: z.boolean(),
      upstream: z
        .object({
          channelId: z.string().nullable(),
          channelName: z.string().nullable(),
          model: z.string(),
          attemptCount: z.number(),
        })
        .nullable(),
    }),
  ),
  nextCursor: z.string().nullable(),
  isPartial: z.boolean(),
  searchedTo: z.date(),
});

export const ReadLogHistogramAnswer = z.object({
  bucketMs: z.number(),
  buckets: z.array(z.object({ at: z.date(), ok: z.number(), clientErrors: z.number(), serverErrors: z.number() })),
  isPartial: z.boolean(),
  basis: z.enum(["rollup", "rows"]),
});

export const LogDetail = z.object({
  formula: Formula.nullable(),
  attempts: z.array(
    z.object({
      position: z.number(),
      channelId: z.string(),
      channelName: z.string().nullable(),
      keyHint: z.string().nullable(),
      endpoint: z.string(),
      startedAt: z.date(),
      durationMs: z.number(),
      firstByteMs: z.number().nullable(),
      httpStatus: z.number().nullable(),
      fault: z.string(),
      error: z.string(),
    }),
  ),
  id: z.string(),
  createdAt: z.date(),
  kind: z.string(),
  outcome: z.string(),
  endpoint: z.string(),
  userId: z.string().nullable(),
  username: z.string().nullable(),
  tokenId: z.string().nullable(),
  tokenName: z.string().nullable(),
  group: z.string(),
  model: z.string(),
  httpStatus: z.number(),
  errorCode: z.string(),
  errorMessage: z.string(),
  isStream: z.boolean(),
  promptTokens: z.number(),
  cachedTokens: z.number(),
  completionTokens: z.number(),
  usageSource: z.string(),
  quota: z.bigint(),
  uncollectedQuota: z.bigint(),
  planQuota: z.bigint(),
  subscriptionId: z.string().nullable(),
  durationMs: z.number(),
  firstTokenMs: z.number().nullable(),
  ip: z.string(),
  clientRequestId: z.string(),
  isArchived: z.boolean(),
  upstream: z
    .object({
      channelId: z.string().nullable(),
      channelName: z.string().nullable(),
      model: z.string(),
      attemptCount: z.number(),
    })
    .nullable(),
});

export const RequestTimelineDetail = z.object({
  body: z
    .object({
      access: z.enum(["none", "own", "with_reason"]),
      requestBytes: z.number(),
      responseBytes: z.number(),
      isCut: z.boolean(),
    })
    .nullable(),
  upstream: z
    .object({
      channelId: z.string().nullable(),
      channelName: z.string().nullable(),
      model: z.string(),
      calls: z.array(
        z.object({
          channelName: z.string().nullable(),
          keyHint: z.string().nullable(),
          error: z.string(),
          channelId: z.string(),
          position: z.number(),
          httpStatus: z.number().nullable(),
          startedAt: z.date(),
          method: z.string(),
          endpoint: z.string(),
          durationMs: z.number(),
          upstreamId: z.string(),
          firstByteMs: z.number().nullable(),
          fault: z.string(),
        }),
      ),
      candidates: z
        .array(
          z.object({
            channelName: z.string().nullable(),
            channelId: z.string(),
            priority: z.number().nullable(),
            weight: z.number().nullable(),
            fate: z.enum(CANDIDATE_FATES),
          }),
        )
        .nullable(),
      elsewhere: z.array(
        z.object({
          channelId: z.string(),
          channelName: z.string().nullable(),
          group: z.string(),
          isEnabled: z.boolean(),
        }),
      ),
    })
    .nullable(),
  walletQuota: z.bigint(),
  returnedQuota: z.bigint(),
  ledgerEntry: z.object({ id: z.string(), amount: z.bigint(), createdAt: z.date() }).nullable(),
  username: z.string().nullable(),
  tokenName: z.string().nullable(),
  keyHint: z.string().nullable(),
  userAgent: z.string().nullable(),
  stoppedAt: z.enum(REQUEST_STEPS).nullable(),
  refusal: z
    .union([
      z.object({ kind: z.literal("rate"), scope: z.enum(["user", "token"]), perMinute: z.number() }),
      z.object({
        kind: z.literal("window"),
        what: z.enum(["requests", "successes", "tokens"]),
        limit: z.number(),
        minutes: z.number(),
      }),
      z.object({ kind: z.literal("concurrency"), max: z.number() }),
      z.object({ kind: z.literal("content"), what: z.enum(["prompt", "answer"]), rule: z.number() }),
      z.object({
        kind: z.literal("quota"),
        payer: z.enum(["user", "token", "plan"]),
        needed: z.bigint(),
        available: z.bigint(),
        limit: z
          .object({ kind: z.string(), limitQuota: z.bigint(), usedQuota: z.bigint(), resetsAt: z.number() })
          .nullable(),
      }),
    ])
    .nullable(),
  cause: Cause,
  customerCause: Cause,
  formula: Formula.nullable(),
  group: z.string(),
  id: z.string(),
  createdAt: z.date(),
  userId: z.string().nullable(),
  ip: z.string(),
  tokenId: z.string().nullable(),
  model: z.string(),
  kind: z.string(),
  isStream: z.boolean(),
  httpStatus: z.number(),
  firstTokenMs: z.number().nullable(),
  promptTokens: z.number(),
  completionTokens: z.number(),
  cachedTokens: z.number(),
  quota: z.bigint(),
  subscriptionId: z.string().nullable(),
  outcome: z.string(),
  endpoint: z.string(),
  errorCode: z.string(),
  errorMessage: z.string(),
  usageSource: z.string(),
  planQuota: z.bigint(),
  uncollectedQuota: z.bigint(),
  durationMs: z.number(),
  reservedQuota: z.bigint(),
  clientRequestId: z.string(),
});
