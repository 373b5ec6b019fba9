import { z } from "zod";
import { defineSetting } from "./define";

const count = (max: number) => z.number().int().min(0).max(max);
const REQUESTS_MAX = 10_000_000;
const TOKENS_MAX = 1_000_000_000_000;

/** How much an account may ask for. 0 is no limit everywhere. */
export const limitSettings = [
  defineSetting({
    key: "limits.requestsPerMinutePerUser",
    schema: count(1_000_000),
    default: 0,
    page: "limits",
    section: "perMinute",
    unit: "count",
  }),
  defineSetting({
    key: "limits.requestsPerMinutePerToken",
    schema: count(1_000_000),
    default: 0,
    page: "limits",
    section: "perMinute",
    unit: "count",
  }),
  defineSetting({
    key: "limits.concurrentRequestsPerUser",
    schema: count(100_000),
    default: 0,
    page: "limits",
    section: "perMinute",
    unit: "count",
  }),
  defineSetting({
    key: "limits.windowMinutes",
    schema: z.number().int().min(1).max(1_440),
    default: 1,
    page: "limits",
    section: "perModel",
    unit: "minutes",
  }),
  defineSetting({
    key: "limits.windowRequestsPerUser",
    schema: count(REQUESTS_MAX),
    default: 0,
    page: "limits",
    section: "perModel",
    unit: "count",
  }),
  defineSetting({
    key: "limits.windowSuccessesPerUser",
    schema: count(REQUESTS_MAX),
    default: 0,
    page: "limits",
    section: "perModel",
    unit: "count",
  }),
  defineSetting({
    key: "limits.windowTokensPerUser",
    schema: count(TOKENS_MAX),
    default: 0,
    page: "limits",
    section: "perModel",
    unit: "tokens",
  }),
  defineSetting({
    key: "limits.windowByGroup",
    // Replaces all three numbers for accounts whose key is in the group.
    schema: z
      .array(
        z.object({
          group: z.string().trim().min(1).max(64),
          requests: count(REQUESTS_MAX).default(0),
          successes: count(REQUESTS_MAX).default(0),
          tokens: count(TOKENS_MAX).default(0),
        }),
      )
      .max(500)
      .refine((rows) => new Set(rows.map((row) => row.group)).size === rows.length, "a group is listed twice"),
    default: [],
    page: "limits",
    section: "perModel",
  }),
] as const;
