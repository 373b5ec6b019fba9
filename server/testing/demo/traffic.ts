import { type AccountFunding, fundingAt } from "@/server/gateway/funding";
import { newId } from "@/server/kernel/ids";
import type { Operation } from "@/server/money/ledger/operation";
import type { AttemptRow, FactRow, LogRow } from "@/server/money/ledger/rows";
import { rateRefusalText } from "@/server/usage/inspector/refusal";
import type { DemoToken } from "./people";
import type { Pricing } from "./pricing";
import type { Random } from "./random";
import type { DemoModel } from "./supply";

const HOUR_MS = 3_600_000;
const DAYS = 30;
const HOLD_MARGIN = 2n;

/** Share of the day's requests by hour, UTC: offices in Europe and Asia. */
const HOUR_WEIGHTS = [3, 3, 3, 4, 4, 5, 6, 8, 10, 11, 11, 10, 9, 10, 11, 10, 9, 8, 7, 6, 5, 4, 4, 3];
const WEEKEND_FACTOR = 0.45;

const OUTCOMES = [
  { value: "ok", weight: 955 },
  { value: "client_gone", weight: 15 },
  { value: "upstream", weight: 12 },
  { value: "limited", weight: 10 },
  { value: "unknown_model", weight: 8 },
] as const satisfies readonly { value: string; weight: number }[];

export type TrafficPlan = {
  random: Random;
  now: number;
  count: number;
  tokens: readonly DemoToken[];
  models: readonly DemoModel[];
  pricing: Pricing;
  /** Between which channels a model in a group is routed. */
  routeOf: (group: string, model: string) => FactRow;
  /** What pays beside the wallet, by user id. */
  accounts: ReadonlyMap<string, AccountFunding | null>;
};

/** The instants of `count` requests over the last thirty days, oldest first: busy at day, quiet at night and week-ends. */
export function requestTimes({ random, now, count }: Pick<TrafficPlan, "random" | "now" | "count">): number[] {
  const firstHour = Math.floor(now / HOUR_MS) * HOUR_MS - (DAYS * 24 - 1) * HOUR_MS;
  const hours = Array.from({ length: DAYS * 24 }, (_unused, index) => firstHour + index * HOUR_MS);
  const weights = hours.map((hour) => hourWeight(hour, random));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const times: number[] = [];
  hours.forEach((hour, index) => {
    const end = Math.min(hour + HOUR_MS, now);
    const share = Math.round((count * (weights[index] ?? 0)) / total);
    for (let made = 0; made < share; made += 1) times.push(hour + Math.floor(random.next() * (end - hour)));
  });
  // Rounding leaves a few over or short: the last hour before now takes the difference.
  while (times.length < count) times.push(now - random.between(1, HOUR_MS - 1));
  times.length = count;
  return times.sort((left, right) => left - right);
}

function hourWeight(hour: number, random: Random): number {
  const date = new Date(hour);
  const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
  return (HOUR_WEIGHTS[date.getUTCHours()] ?? 1) * (isWeekend ? WEEKEND_FACTOR : 1) * (0.8 + random.next() * 0.4);
}

/**
 * The ledger operations of one made-up request: a reservation and its settlement as the gateway would have written them,
 * so that every total of the demo is what real traffic would have left behind.
 */
export function requestAt(at: number, plan: TrafficPlan): Operation[] {
  const { random, routeOf } = plan;
  const token = random.weighted(asWeighted(plan.tokens));
  const model = random.weighted(asWeighted(plan.models));
  const outcome = random.weighted(OUTCOMES);
  const bare = baseLog(at, { random, token, model });
  if (outcome === "limited") return [record({ ...bare, ...REFUSALS.limited })];
  if (outcome === "unknown_model") return [unknownModel(bare, random.pick(["gpt-5-ultra", "claude-9"]), routeOf)];
  const route = routeOf(token.groupName, model.model);
  const log = { ...bare, routeId: route.id };
  if (outcome === "upstream") {
    const failed = { ...log, ...FAILURE, channelId: model.channelId, attemptCount: 1 };
    return [record(failed, { attempts: [failedAttempt(log, model)], facts: [route] })];
  }
  return served({ ...log, outcome: outcome === "ok" ? "completed" : "client_gone" }, { plan, token, model, route });
}

function unknownModel(log: LogRow, model: string, routeOf: TrafficPlan["routeOf"]): Operation {
  const route = routeOf(log.groupName, model);
  const errorMessage = `The model '${model}' does not exist or you do not have access to it.`;
  return record({ ...log, ...REFUSALS.unknownModel, model, errorMessage, routeId: route.id }, { facts: [route] });
}

const REFUSALS = {
  limited: {
    kind: "refuse",
    outcome: "refused",
    httpStatus: 429,
    errorCode: "rate_limit_exceeded",
    errorMessage: rateRefusalText("token", 60, 21_000),
    durationMs: 1,
  },
  unknownModel: {
    kind: "refuse",
    outcome: "refused",
    httpStatus: 404,
    errorCode: "model_not_found",
    durationMs: 1,
  },
} as const;

const FAILURE = {
  kind: "fail",
  outcome: "upstream_error",
  httpStatus: 502,
  errorCode: "upstream_error",
  errorMessage: "The upstream answered 503.",
} as const;

type Chosen = { token: DemoToken; model: DemoModel };

function baseLog(at: number, { random, token, model }: Chosen & { random: Random }): LogRow {
  const isEmbedding = model.model.includes("embedding");
  const isStream = !isEmbedding && random.next() < 0.6;
  const durationMs = isEmbedding ? random.between(60, 400) : Math.round(400 + random.next() ** 3 * 19_000);
  return {
    id: newId("req", at),
    createdAt: at,
    kind: "consume",
    endpoint: isEmbedding ? "embeddings" : "chat",
    userId: token.userId,
    tokenId: token.id,
    channelId: null,
    groupName: token.groupName,
    model: model.model,
    upstreamModel: "",
    httpStatus: 200,
    errorCode: "",
    errorMessage: "",
    outcome: "completed",
    isStream,
    attemptCount: 0,
    promptTokens: 0,
    cachedTokens: 0,
    completionTokens: 0,
    usageDetail: null,
    usageSource: "none",
    priceId: null,
    durationMs,
    firstTokenMs: isStream ? Math.round(durationMs * (0.1 + random.next() * 0.3)) : null,
    reservedQuota: 0n,
    ip: `198.51.100.${random.between(1, 250)}`,
    clientRequestId: "",
    routeId: null,
    userAgentId: null,
  };
}

function served(
  log: LogRow,
  { plan, token, model, route }: Chosen & { plan: TrafficPlan; route: FactRow },
): Operation[] {
  const { random } = plan;
  const promptTokens = Math.round(40 + random.next() ** 4 * 12_000);
  const cachedTokens = random.next() < 0.3 ? Math.floor(promptTokens * random.next() * 0.9) : 0;
  const completionTokens = log.endpoint === "embeddings" ? 0 : Math.round(20 + random.next() ** 3 * 1_800);
  const { charge, price } = plan.pricing.charge(model.model, token.groupName, {
    promptTokens,
    cachedTokens,
    completionTokens,
  });
  const row: LogRow = {
    ...log,
    channelId: model.channelId,
    upstreamModel: model.model,
    attemptCount: 1,
    promptTokens,
    cachedTokens,
    completionTokens,
    usageSource: log.outcome === "client_gone" ? "estimated" : "provider",
    reservedQuota: charge * HOLD_MARGIN,
    priceId: price.id,
  };
  const funding = fundingAt(plan.accounts.get(token.userId) ?? null, row.createdAt);
  const attempts = [
    attempt(row, model, { position: 0, startedAt: row.createdAt + 2, durationMs: row.durationMs - 2, httpStatus: 200 }),
  ];
  return [
    {
      kind: "reserve",
      requestId: row.id,
      userId: token.userId,
      tokenId: token.id,
      isUnlimitedToken: true,
      amount: charge * HOLD_MARGIN,
      funding,
      model: row.model,
      ownerId: "demo",
      createdAt: row.createdAt,
      expiresAt: row.createdAt + 600_000,
    },
    {
      kind: "settle",
      requestId: row.id,
      charge,
      log: row,
      attempts,
      facts: [route],
      price,
      funding,
      isHoldRequired: true,
    } as Operation,
  ];
}

function failedAttempt(log: LogRow, model: DemoModel): AttemptRow {
  const call = attempt(log, model, { position: 0, startedAt: log.createdAt + 2, durationMs: 290, httpStatus: 503 });
  return { ...call, fault: "upstream", error: "The server is overloaded. Please try again later." };
}

type Call = { position: number; startedAt: number; durationMs: number; httpStatus: number };

function attempt(log: LogRow, model: DemoModel, call: Call): AttemptRow {
  return {
    ...call,
    requestId: log.id,
    channelId: model.channelId,
    channelKeyId: model.keyId,
    method: "POST",
    upstreamId: `chatcmpl-${log.id.slice(-16)}`,
    endpoint: log.endpoint === "embeddings" ? "/v1/embeddings" : "/v1/chat/completions",
    firstByteMs: log.firstTokenMs,
    fault: "none",
    error: "",
  };
}

function record(log: LogRow, kept: { attempts?: AttemptRow[]; facts?: FactRow[] } = {}): Operation {
  return { kind: "record", log, attempts: [], ...kept };
}

type Weighted<T> = readonly [{ value: T; weight: number }, ...{ value: T; weight: number }[]];

const weightedLists = new WeakMap<object, unknown>();

/** Items by their own weight; each list is turned round once, not once a request. */
function asWeighted<T extends { weight: number }>(items: readonly T[]): Weighted<T> {
  const known = weightedLists.get(items);
  if (known) return known as Weighted<T>;
  const made = items.map((value) => ({ value, weight: value.weight })) as unknown as Weighted<T>;
  weightedLists.set(items, made);
  return made;
}
