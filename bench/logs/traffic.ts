import type { AttemptRow, ChargedLogRow } from "@/server/money/ledger/rows";
import type { Random } from "@/server/testing/demo/random";
import { drawEnding, type Ending } from "./outcome";
import { type BenchUser, drawOwnModel, drawToken, TOKENS_OF_USER } from "./people";
import { cumulativeDraw, randomOf, seededId, zipf } from "./seeded";
import { type BenchModel, GROUP_RATIOS } from "./supply";

export const HOUR_MS = 3_600_000;
const UNITS_A_DOLLAR = 500_000;
const TOKENS_A_PRICE = 1_000_000;
const STREAM_SHARE = 0.6;
const RETRY_SHARE = 0.02;
const CLIENT_ID_SHARE = 0.05;

/** The customers of an installation and what serves them. */
export type World = {
  seed: number;
  users: readonly BenchUser[];
  tokenIds: readonly string[];
  models: readonly BenchModel[];
  userAgentIds: readonly string[];
  priceIdOf(model: string, group: string): string;
};

export type Hour = { at: number; logs: ChargedLogRow[]; attempts: AttemptRow[] };
export type Span = { from: number; to: number; rows: number };

/** Requests an hour of the day (UTC): little at night, most in the afternoon. */
const BY_HOUR = Array.from({ length: 24 }, (_, hour) => 1 + 0.75 * Math.sin(((hour - 8) / 24) * 2 * Math.PI));
const WEEKEND = 0.6;

function weightOf(at: number): number {
  const date = new Date(at);
  const weight = BY_HOUR[date.getUTCHours()] ?? 1;
  return date.getUTCDay() % 6 === 0 ? weight * WEEKEND : weight;
}

/** The requests of a span, hour by hour and in the order of their ids: exactly `rows`, the same for the same seed. */
export function* makeTraffic(world: World, { from, to, rows }: Span): Generator<Hour> {
  const drawUser = zipf(world.users.length, 1);
  const hours: number[] = [];
  for (let at = from; at < to; at += HOUR_MS) hours.push(at);
  const total = hours.reduce((sum, at) => sum + weightOf(at), 0);
  let [passed, made] = [0, 0];
  for (const at of hours) {
    passed += weightOf(at);
    const due = at === hours.at(-1) ? rows : Math.floor((passed / total) * rows);
    yield makeHour(world, { at, count: due - made, drawUser });
    made = due;
  }
}

type HourPlan = { at: number; count: number; drawUser: (random: Random) => number };

function makeHour(world: World, { at, count, drawUser }: HourPlan): Hour {
  const random = randomOf(world.seed, at / HOUR_MS);
  const instants = Float64Array.from({ length: count }, () => at + Math.floor(random.next() * HOUR_MS)).sort();
  const ids = Array.from(instants, (instant) => seededId("req", instant, random));
  // Two of one millisecond are in the order of their random parts.
  const order = Array.from(ids.keys()).sort((left, right) => ((ids[left] ?? "") < (ids[right] ?? "") ? -1 : 1));
  const hour: Hour = { at, logs: [], attempts: [] };
  for (const place of order) {
    const log = makeLog(world, { id: ids[place] ?? "", createdAt: instants[place] ?? at, drawUser, random });
    hour.logs.push(log);
    addAttempts(hour.attempts, log, random);
  }
  return hour;
}

type LogInput = { id: string; createdAt: number; drawUser: (random: Random) => number; random: Random };

function makeLog(world: World, { id, createdAt, drawUser, random }: LogInput): ChargedLogRow {
  const place = drawUser(random);
  const user = at(world.users, place);
  const model = at(world.models, at(user.models, drawOwnModel(random)));
  const ending = drawEnding(random);
  const isCalled = ending.kind !== "refuse" && ending.errorCode !== "no_available_channel";
  const isKnown = ending.errorCode !== "invalid_api_key";
  const isStream = model.endpoint === "chat" && random.next() < STREAM_SHARE;
  const channelId = isCalled ? at(model.channels, drawChannel(random)) : null;
  const durationMs = durationOf(model, ending, random);
  const tokens = ending.kind === "consume" ? tokensOf(model, random) : NO_TOKENS;
  const quota = quotaOf(model, tokens, GROUP_RATIOS[user.group]);
  return {
    id,
    createdAt,
    kind: ending.kind,
    endpoint: model.endpoint,
    userId: isKnown ? user.id : null,
    tokenId: isKnown ? at(world.tokenIds, place * TOKENS_OF_USER + drawToken(random)) : null,
    channelId,
    groupName: isKnown ? user.group : "",
    model: isKnown ? model.name : "",
    upstreamModel: isCalled ? model.name : "",
    httpStatus: ending.httpStatus,
    errorCode: ending.errorCode,
    errorMessage: ending.errorMessage,
    outcome: ending.outcome,
    isStream,
    attemptCount: isCalled ? (random.next() < RETRY_SHARE ? 2 : 1) : 0,
    ...tokens,
    usageDetail: null,
    usageSource: ending.kind === "consume" ? "provider" : "none",
    quota,
    planQuota: 0n,
    subscriptionId: null,
    uncollectedQuota: 0n,
    priceId: ending.kind === "consume" ? world.priceIdOf(model.name, user.group) : null,
    durationMs,
    firstTokenMs: isStream && ending.kind === "consume" ? Math.floor(durationMs * (0.1 + 0.3 * random.next())) : null,
    reservedQuota: quota * 2n,
    ip: user.ip,
    clientRequestId: random.next() < CLIENT_ID_SHARE ? `client-${id.slice(-16)}` : "",
    routeId: null,
    userAgentId: at(world.userAgentIds, place % world.userAgentIds.length),
  };
}

const NO_TOKENS = { promptTokens: 0, cachedTokens: 0, completionTokens: 0 };
const drawChannel = cumulativeDraw([70, 25, 5]);

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`There is no item ${index} of ${items.length}.`);
  return item;
}

/** Around the model's median, with a long tail; refusals take a moment, time-outs their time. */
function durationOf(model: BenchModel, ending: Ending, random: Random): number {
  if (ending.kind === "refuse") return random.between(1, 5);
  if (ending.errorCode === "upstream_timeout") return 120_000 + random.between(0, 500);
  const spread = random.next() + random.next() + random.next() - 1.5;
  return Math.max(5, Math.round(model.medianMs * Math.exp(spread * 1.6)));
}

function tokensOf(model: BenchModel, random: Random): typeof NO_TOKENS {
  const promptTokens = Math.round(Math.exp(3 + random.next() * 6));
  const cachedTokens = random.next() < 0.3 ? Math.floor(promptTokens * random.next()) : 0;
  return {
    promptTokens,
    cachedTokens,
    completionTokens: model.output === 0 ? 0 : Math.round(Math.exp(2 + random.next() * 5)),
  };
}

function quotaOf(model: BenchModel, tokens: typeof NO_TOKENS, ratio: number): bigint {
  const dollars = (tokens.promptTokens * model.input + tokens.completionTokens * model.output) / TOKENS_A_PRICE;
  return BigInt(Math.ceil(dollars * UNITS_A_DOLLAR * ratio));
}

/** Every call of a request but its last failed. */
function addAttempts(attempts: AttemptRow[], log: ChargedLogRow, random: Random): void {
  for (let position = 0; position < log.attemptCount; position += 1) {
    const isLast = position === log.attemptCount - 1;
    const isOk = isLast && log.kind === "consume";
    attempts.push({
      requestId: log.id,
      position,
      channelId: log.channelId ?? "",
      channelKeyId: null,
      method: "POST",
      endpoint: log.endpoint === "chat" ? "/v1/chat/completions" : "/v1/embeddings",
      upstreamId: isOk ? `up-${Math.floor(random.next() * 2 ** 48).toString(36)}` : "",
      startedAt: log.createdAt + 2,
      durationMs: isLast ? log.durationMs : random.between(50, 500),
      firstByteMs: isOk ? Math.min(log.durationMs, log.firstTokenMs ?? log.durationMs) : null,
      httpStatus: isOk ? 200 : log.outcome === "timeout" ? null : 500,
      fault: isOk ? "none" : "upstream",
      error: isOk ? "" : "The upstream answered 500: internal error, try again later.",
    });
  }
}
