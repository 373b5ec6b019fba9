import { z } from "zod";
import { StatusRange } from "@/server/supply/channel/status-schema";
import { defineSetting } from "./define";

const seconds = (max: number, min = 1) => z.number().int().min(min).max(max);

/** The request path: retries, time-outs, and what an interrupted answer costs. */
export const gatewaySettings = [
  defineSetting({
    key: "gateway.reserveCompletionTokens",
    // Set aside for the answer when the client names no maximum.
    schema: z.number().int().min(0).max(1_000_000),
    default: 4_096,
    page: "prices",
    section: "charging",
    unit: "tokens",
  }),
  defineSetting({
    key: "gateway.quotaErrorStatus",
    schema: z.union([z.literal(429), z.literal(402)]),
    default: 429,
    page: "prices",
    section: "charging",
  }),
  defineSetting({
    key: "gateway.retryMax",
    schema: z.number().int().min(0).max(10),
    default: 2,
    page: "channels",
    section: "retries",
    unit: "count",
  }),
  defineSetting({
    key: "gateway.retryStatuses",
    // Empty: by cause. An operator who names statuses decides by them alone, as in the family of one-api.
    schema: z.array(StatusRange).max(50),
    default: [],
    page: "channels",
    section: "retries",
  }),
  defineSetting({
    key: "gateway.retryAfterTimeout",
    // An upstream that never answered may have billed all the same.
    schema: z.boolean(),
    default: true,
    page: "channels",
    section: "retries",
  }),
  defineSetting({
    key: "gateway.connectTimeoutSeconds",
    schema: seconds(120),
    default: 10,
    page: "channels",
    section: "timeouts",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.firstByteTimeoutSeconds",
    schema: seconds(3_600),
    default: 120,
    page: "channels",
    section: "timeouts",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.idleTimeoutSeconds",
    schema: seconds(3_600),
    default: 120,
    page: "channels",
    section: "timeouts",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.totalTimeoutSeconds",
    schema: seconds(86_400),
    default: 1_800,
    page: "channels",
    section: "timeouts",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.clientGonePolicy",
    // delivered: stop the upstream and charge what was delivered; drain: read on in the background for the exact usage.
    schema: z.enum(["delivered", "drain"]),
    default: "delivered",
    page: "prices",
    section: "charging",
  }),
  defineSetting({
    key: "gateway.drainSeconds",
    schema: seconds(600),
    default: 15,
    page: "prices",
    section: "charging",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.interruptedPolicy",
    // What an answer costs that the upstream broke off: what was delivered, or nothing.
    schema: z.enum(["delivered", "free"]),
    default: "delivered",
    page: "prices",
    section: "charging",
  }),
  defineSetting({
    key: "gateway.pingSeconds",
    // A comment in a silent stream, so that no proxy on the way takes the connection for dead. 0: none.
    schema: z.number().int().min(0).max(300),
    default: 15,
    page: "channels",
    section: "answers",
    unit: "seconds",
  }),
  defineSetting({
    key: "gateway.hideUpstreamErrors",
    schema: z.boolean(),
    default: false,
    page: "channels",
    section: "answers",
  }),
  defineSetting({
    key: "gateway.bodyLimitMib",
    // 0: what the environment allows, which is the most there can be in any case.
    schema: z.number().int().min(0).max(1_024),
    default: 0,
    page: "channels",
    section: "requests",
  }),
  defineSetting({
    key: "gateway.blockBrowserExtensions",
    schema: z.boolean(),
    default: false,
    page: "channels",
    section: "requests",
  }),
  defineSetting({
    key: "gateway.offlinePolicy",
    // Money is safest where nothing is served that nobody can look up: an operator decides otherwise.
    schema: z.enum(["refuse", "serve_known"]),
    default: "refuse",
    page: "channels",
    section: "outage",
  }),
  defineSetting({
    key: "gateway.offlineUnitsPerAccount",
    schema: z.number().int().min(1).max(1_000_000_000),
    default: 500_000,
    page: "channels",
    section: "outage",
    unit: "quotaUnits",
  }),
  defineSetting({
    key: "gateway.offlineMinutes",
    schema: z.number().int().min(1).max(10_080),
    default: 60,
    page: "channels",
    section: "outage",
    unit: "minutes",
  }),
  defineSetting({
    key: "logs.keepBodies",
    // What customers wrote and were answered is theirs: kept only where an operator decides so.
    schema: z.enum(["off", "errors", "all"]),
    default: "off",
    page: "retention",
    section: "bodies",
  }),
  defineSetting({
    key: "logs.bodyLimitKib",
    schema: z.number().int().min(1).max(1_024),
    default: 64,
    page: "retention",
    section: "bodies",
  }),
] as const;
