import { z } from "zod";
import { defineSetting } from "./define";

const seconds = (max: number, min = 1) => z.number().int().min(min).max(max);

/** The request path: limits, retries, time-outs, and what an interrupted answer costs. */
export const gatewaySettings = [
  defineSetting({
    key: "limits.requestsPerMinutePerUser",
    schema: z.number().int().min(0).max(1_000_000),
    default: 0,
    page: "gateway",
    unit: "count",
  }),
  defineSetting({
    key: "limits.requestsPerMinutePerToken",
    schema: z.number().int().min(0).max(1_000_000),
    default: 0,
    page: "gateway",
    unit: "count",
  }),
  defineSetting({
    key: "limits.concurrentRequestsPerUser",
    schema: z.number().int().min(0).max(100_000),
    default: 0,
    page: "gateway",
    unit: "count",
  }),
  defineSetting({
    key: "gateway.reserveCompletionTokens",
    // Set aside for the answer when the client names no maximum.
    schema: z.number().int().min(0).max(1_000_000),
    default: 4_096,
    page: "gateway",
    unit: "tokens",
  }),
  defineSetting({
    key: "gateway.allowUnpricedModels",
    schema: z.boolean(),
    default: false,
    page: "gateway",
  }),
  defineSetting({
    key: "gateway.quotaErrorStatus",
    schema: z.union([z.literal(429), z.literal(402)]),
    default: 429,
    page: "gateway",
  }),
  defineSetting({
    key: "gateway.retryMax",
    schema: z.number().int().min(0).max(10),
    default: 2,
    page: "gateway",
    unit: "count",
  }),
  defineSetting({
    key: "gateway.retryAfterTimeout",
    // An upstream that never answered may have billed all the same.
    schema: z.boolean(),
    default: true,
    page: "gateway",
  }),
  defineSetting({
    key: "gateway.connectTimeoutSeconds",
    schema: seconds(120),
    default: 10,
    page: "gateway",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.firstByteTimeoutSeconds",
    schema: seconds(3_600),
    default: 120,
    page: "gateway",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.idleTimeoutSeconds",
    schema: seconds(3_600),
    default: 120,
    page: "gateway",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.totalTimeoutSeconds",
    schema: seconds(86_400),
    default: 1_800,
    page: "gateway",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.clientGonePolicy",
    // delivered: stop the upstream and charge what was delivered; drain: read on in the background for the exact usage.
    schema: z.enum(["delivered", "drain"]),
    default: "delivered",
    page: "gateway",
  }),
  defineSetting({
    key: "gateway.drainSeconds",
    schema: seconds(600),
    default: 15,
    page: "gateway",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.interruptedPolicy",
    // What an answer costs that the upstream broke off: what was delivered, or nothing.
    schema: z.enum(["delivered", "free"]),
    default: "delivered",
    page: "gateway",
  }),
] as const;
