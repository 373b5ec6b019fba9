/** How a roll-up's field is stored. Instants are Unix milliseconds in code. */
export type RollUpFieldType = "instant" | "text" | "int" | "bigint" | "boolean";

type Fields = Readonly<Record<string, readonly [column: string, type: RollUpFieldType]>>;

/** One roll-up table: what a row is about, and what is added up in it. Written by the settlement batch alone. */
export type RollUp = { readonly table: string; readonly keys: Fields; readonly sums: Fields };

const TOKENS = {
  promptTokens: ["prompt_tokens", "bigint"],
  cachedTokens: ["cached_tokens", "bigint"],
  completionTokens: ["completion_tokens", "bigint"],
} as const;

/** The part `planQuota` of `quota` is what subscriptions paid. */
const QUOTA = { quota: ["quota", "bigint"], planQuota: ["plan_quota", "bigint"] } as const;

/** The keys stand in the order of the table's primary key. */
export const ROLL_UPS = {
  usageHours: {
    table: "usage_hours",
    keys: {
      hourAt: ["hour_at", "instant"],
      userId: ["user_id", "text"],
      tokenId: ["token_id", "text"],
      channelId: ["channel_id", "text"],
      groupName: ["group_name", "text"],
      model: ["model", "text"],
    },
    sums: {
      requestCount: ["request_count", "int"],
      errorCount: ["error_count", "int"],
      ...TOKENS,
      ...QUOTA,
      durationMs: ["duration_ms", "bigint"],
    },
  },
  usageDays: {
    table: "usage_days",
    keys: { subjectId: ["subject_id", "text"], dayAt: ["day_at", "instant"] },
    sums: {
      requestCount: ["request_count", "int"],
      errorCount: ["error_count", "int"],
      promptTokens: TOKENS.promptTokens,
      completionTokens: TOKENS.completionTokens,
      ...QUOTA,
    },
  },
  trafficHours: {
    table: "traffic_hours",
    keys: {
      hourAt: ["hour_at", "instant"],
      channelId: ["channel_id", "text"],
      groupName: ["group_name", "text"],
      model: ["model", "text"],
      endpoint: ["endpoint", "text"],
      isStream: ["is_stream", "boolean"],
      httpStatus: ["http_status", "int"],
      outcome: ["outcome", "text"],
    },
    sums: {
      requestCount: ["request_count", "int"],
      attemptCount: ["attempt_count", "int"],
      ...TOKENS,
      ...QUOTA,
      durationMs: ["duration_ms", "bigint"],
      streamMs: ["stream_ms", "bigint"],
    },
  },
  latencyHours: {
    table: "latency_hours",
    keys: {
      hourAt: ["hour_at", "instant"],
      channelId: ["channel_id", "text"],
      model: ["model", "text"],
      measure: ["measure", "text"],
      bucket: ["bucket", "int"],
    },
    sums: { requestCount: ["request_count", "int"] },
  },
} as const satisfies Record<string, RollUp>;

export type RollUpName = keyof typeof ROLL_UPS;
export const ROLL_UP_NAMES = Object.keys(ROLL_UPS) as RollUpName[];

/** What one batch adds to a row. */
export type RollUpRow = Record<string, string | number | bigint | boolean>;

/** Field → column of a roll-up: its key, then its sums. */
export function rollUpColumns({ keys, sums }: RollUp): Record<string, string> {
  return Object.fromEntries(Object.entries({ ...keys, ...sums }).map(([field, [column]]) => [field, column]));
}

/** Field → type of a roll-up. */
export function rollUpTypes({ keys, sums }: RollUp): Record<string, RollUpFieldType> {
  return Object.fromEntries(Object.entries({ ...keys, ...sums }).map(([field, [, type]]) => [field, type]));
}

export function keyColumns({ keys }: RollUp): string[] {
  return Object.values(keys).map(([column]) => column);
}

export function sumColumns({ sums }: RollUp): string[] {
  return Object.values(sums).map(([column]) => column);
}
