import { z } from "zod";

/** What bars are split by, and tables are made of. */
export const ACTIVITY_DIMENSIONS = ["model", "channel", "group", "user", "token"] as const;
export type ActivityDimension = (typeof ACTIVITY_DIMENSIONS)[number];
export const ACTIVITY_BY = [...ACTIVITY_DIMENSIONS, "none"] as const;
export type ActivityBy = (typeof ACTIVITY_BY)[number];
export const ACTIVITY_METRICS = ["cost", "requests", "tokens", "errors"] as const;
export type ActivityMetric = (typeof ACTIVITY_METRICS)[number];
export const LATENCY_MEASURES = ["total", "first_token"] as const;
export type LatencyMeasure = (typeof LATENCY_MEASURES)[number];

/** What counts as an error: everything but an answer that was given or that its client gave up. */
export const ERROR_OUTCOMES = ["upstream_error", "timeout", "refused", "recovered"] as const;

/** Longer ranges have more bars than anybody can tell apart. */
export const ACTIVITY_DAYS_MAX = 400;
/** Below so many requests in a bucket, a share of them says nothing. */
export const RATE_REQUESTS_MIN = 20;

const LIST_MAX = 50;
const list = (maxLength: number) => z.array(z.string().min(1).max(maxLength)).max(LIST_MAX).optional();

/** What is counted: fields must all hold, values of one are alternatives. */
export const ActivityFilter = z.object({
  model: list(191),
  group: list(64),
  channelId: list(32),
  /** An id, a user name or a mail address. */
  userId: z.string().trim().min(1).max(191).optional(),
  tokenId: z.string().trim().min(1).max(32).optional(),
});
export type ActivityFilter = z.output<typeof ActivityFilter>;

/** Both ends move outwards to the bucket they lie in. */
export const ActivityRange = z.object({
  from: z.date(),
  to: z.date(),
  /** Whose days they are. */
  zone: z.string().min(1).max(64).refine(isTimeZone, "activity.unknown_time_zone").default("UTC"),
  filter: ActivityFilter.default({}),
});
export type ActivityRange = z.output<typeof ActivityRange>;

export const ActivityInput = ActivityRange.extend({
  by: z.enum(ACTIVITY_BY).default("model"),
  metric: z.enum(ACTIVITY_METRICS).default("cost"),
  /** With the same stretch before it. */
  compare: z.boolean().default(false),
});
export type ActivityInput = z.output<typeof ActivityInput>;

export const ActivityLatencyInput = ActivityRange.extend({ measure: z.enum(LATENCY_MEASURES).default("total") });
export type ActivityLatencyInput = z.output<typeof ActivityLatencyInput>;

export const ActivityTopsInput = ActivityRange.extend({
  of: z.enum(ACTIVITY_DIMENSIONS).default("model"),
  metric: z.enum(ACTIVITY_METRICS).default("cost"),
  compare: z.boolean().default(false),
});
export type ActivityTopsInput = z.output<typeof ActivityTopsInput>;

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
