import { bucketUpperMs, latencyBucket } from "./latency";
import { ROLL_UPS, type RollUp } from "./rows";

/** How a row of a roll-up follows from log rows: its key and what each log adds, as SQL over `logs`. */
type Counted = { keys: readonly string[]; sums: readonly string[]; where?: string };
/** The logs of one of a roll-up's keys may count in several of its rows. */
export type Recount = { rollUp: RollUp; grain: "hour" | "day"; counted: readonly Counted[] };

const ERROR = "CASE WHEN outcome IN ('completed', 'client_gone') THEN 0 ELSE 1 END";
const MONEY = ["quota", "plan_quota"];
const TOKENS = ["prompt_tokens", "cached_tokens", "completion_tokens"];
const STREAM_MS = `CASE WHEN is_stream AND first_token_ms IS NOT NULL AND duration_ms > first_token_ms
  THEN duration_ms - first_token_ms ELSE 0 END`;

/** Whole milliseconds to buckets, by the very function that counted them. */
function bucketSql(column: string): string {
  const last = latencyBucket(Number.MAX_SAFE_INTEGER);
  const steps = Array.from(
    { length: last },
    (_unused, bucket) => `WHEN ${column} <= ${lastMsOf(bucket)} THEN ${bucket}`,
  );
  return `CASE ${steps.join(" ")} ELSE ${last} END`;
}

function lastMsOf(bucket: number): number {
  const around = Math.floor(bucketUpperMs(bucket));
  return latencyBucket(around + 1) <= bucket ? around + 1 : around;
}

const served = "kind = 'consume' AND outcome = 'completed'";
const latency = (measure: string, column: string, where: string): Counted => ({
  keys: ["coalesce(channel_id, '')", "model", `'${measure}'`, bucketSql(column)],
  sums: ["1"],
  where,
});
const person = (column: string): Counted => ({
  keys: [column],
  sums: ["1", ERROR, "prompt_tokens", "completion_tokens", ...MONEY],
  where: `${column} IS NOT NULL`,
});

/** Keys (without their time) and sums stand in the order of ROLL_UPS. */
export const RECOUNTS: readonly Recount[] = [
  {
    rollUp: ROLL_UPS.usageHours,
    grain: "hour",
    counted: [
      {
        keys: ["coalesce(user_id, '')", "coalesce(token_id, '')", "coalesce(channel_id, '')", "group_name", "model"],
        sums: ["1", ERROR, ...TOKENS, ...MONEY, "duration_ms"],
      },
    ],
  },
  {
    rollUp: ROLL_UPS.trafficHours,
    grain: "hour",
    counted: [
      {
        keys: ["coalesce(channel_id, '')", "group_name", "model", "endpoint", "is_stream", "http_status", "outcome"],
        sums: ["1", "attempt_count", ...TOKENS, ...MONEY, "duration_ms", STREAM_MS],
      },
    ],
  },
  {
    rollUp: ROLL_UPS.latencyHours,
    grain: "hour",
    counted: [
      latency("total", "duration_ms", served),
      latency("first_token", "first_token_ms", `${served} AND first_token_ms IS NOT NULL`),
    ],
  },
  { rollUp: ROLL_UPS.usageDays, grain: "day", counted: [person("user_id"), person("token_id")] },
];
