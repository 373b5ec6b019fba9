import type { Dispatcher } from "undici";
import type { Usage } from "@/server/providers/contract";
import type { ChannelAffinity } from "./affinity";
import { type AttemptOutcome, attempt } from "./attempt";
import type { AutoBan } from "./ban";
import type { ChannelLimits } from "./channel-limits";
import { retryMaxOf } from "./channel-policy";
import { errorJson, type GatewayError } from "./errors";
import type { Exchange } from "./exchange";
import type { Payment } from "./payment";
import type { GatewayRequest } from "./request";
import { findCandidate, type KeyRotation, selectChannel } from "./route";
import type { GatewaySettings } from "./settings";
import type { Channel, ChannelKey, Tier } from "./snapshot";
import type { Ticker } from "./ticker";
import { channelsFull, type Failure, noChannelLeft } from "./upstream-failure";

/** How the relaying of a request ended, before it is paid. */
export type RelayResult = {
  outcome: "completed" | "client_gone" | "upstream_error" | "timeout" | "refused";
  /** What the client saw. */
  httpStatus: number;
  /** As the provider reported it. */
  usage: Usage | null;
  /** Bytes of answer text that came, to estimate by when no usage was reported. */
  contentBytes: number;
  /** Some of an answer has reached the client, or all of it will. */
  isDelivered: boolean;
  error: GatewayError | null;
  /** Sends what is left of the answer. Called once, after the request is settled. */
  finish(): void;
};

export type RelayDeps = {
  connections: { of(channel: Channel): Dispatcher };
  channelLimits: ChannelLimits;
  keys: KeyRotation;
  ban: AutoBan;
  affinity: ChannelAffinity;
  ticker: Ticker;
  isEnding: () => boolean;
  random: () => number;
};

export type RelayInput = {
  exchange: Exchange;
  request: GatewayRequest;
  tiers: readonly Tier[];
  settings: GatewaySettings;
  payment: Payment;
};

/** The status logs show for a client that did not wait, as nginx does. */
const CLIENT_GONE_STATUS = 499;

/**
 * Sends the request to a channel, and to others while the failure is one that another channel may mend and nothing has
 * gone out to the client. Retry and failover are here and nowhere else; a failed channel is never asked twice.
 * Throws GatewayError for a body that the chosen vendor's format cannot express, and the payment's failure as soon as
 * there is one: what nobody pays for is not asked for, and what has come of it is not given out.
 */
export async function relay(deps: RelayDeps, input: RelayInput): Promise<RelayResult> {
  const { exchange, request, tiers, settings } = input;
  /** Asked in vain, or at their limits. */
  const passed = new Set<string>();
  const deadlineMs = exchange.trace.startedMs + settings.totalTimeoutMs;
  let last: Failure | null = null;
  let full: GatewayError | null = null;
  let retriesLeft = Number.POSITIVE_INFINITY;
  const asker = { userId: exchange.trace.userId, groupName: exchange.trace.groupName, model: request.model };
  const preferred = await deps.affinity.preferred(asker, settings.affinity);
  while (retriesLeft > 0) {
    const kept = preferred === null || passed.has(preferred) ? null : findCandidate(tiers, preferred);
    const channel: Channel | null = kept ?? selectChannel(tiers, passed, deps.random);
    if (!channel) break;
    passed.add(channel.id);
    const place = await deps.channelLimits.enter(channel);
    if (place.isFull) {
      full = channelsFull(request.model, Math.min(place.retryAfterMs, full?.retryAfterMs ?? Number.POSITIVE_INFINITY));
      continue;
    }
    const key = deps.keys.take(channel);
    const outcome = await ask(deps, input, { channel, key }).finally(place.release);
    if (outcome.kind === "unpaid") throw outcome.failure;
    if (outcome.kind !== "failed") {
      if (outcome.kind !== "gone") {
        deps.ban.succeeded(channel, key);
        deps.affinity.succeeded(asker, channel.id, settings.affinity);
      }
      return resultOf(exchange, outcome);
    }
    const { failure } = outcome;
    deps.ban.failed({ channel, key, failure, settings: settings.autoDisable, now: Date.now() });
    if (failure.fault !== "client" && failure.fault !== "none") {
      deps.affinity.failed(asker, channel.id, settings.affinity);
    }
    if (outcome.stream) return brokenStream(exchange, { stream: outcome.stream, failure, settings });
    last = failure;
    // The first failure says how many more may be asked; a stricter channel on the way makes it fewer.
    retriesLeft = Math.min(retriesLeft, retryMaxOf(channel, settings) + 1) - 1;
    if (!failure.isRetryable || performance.now() >= deadlineMs) break;
  }
  return failed(exchange, last, full ?? noChannelLeft(request.model));
}

type Asked = { channel: Channel; key: ChannelKey };

function ask(deps: RelayDeps, input: RelayInput, asked: Asked): Promise<AttemptOutcome> {
  const { exchange, settings } = input;
  const { channel } = asked;
  return attempt({
    ...input,
    ...asked,
    dispatcher: deps.connections.of(channel),
    ticker: deps.ticker,
    isEnding: deps.isEnding,
    deadlineMs: exchange.trace.startedMs + (channel.timeouts?.totalMs ?? settings.totalTimeoutMs),
  });
}

type Ended = Exclude<AttemptOutcome, { kind: "failed" | "unpaid" }>;

function resultOf(exchange: Exchange, outcome: Ended): RelayResult {
  switch (outcome.kind) {
    case "json": {
      const { body, usage, contentBytes } = outcome.answer;
      const finish = () => exchange.sendJson(200, body);
      return { outcome: "completed", httpStatus: 200, usage, contentBytes, isDelivered: true, error: null, finish };
    }
    case "stream": {
      const { translation, deliveredContentBytes } = outcome.stream;
      return {
        outcome: "completed",
        httpStatus: 200,
        usage: translation.usage(),
        contentBytes: deliveredContentBytes,
        isDelivered: true,
        error: null,
        finish: () => exchange.response.end(),
      };
    }
    case "gone": {
      const { stream, answer } = outcome;
      return {
        outcome: "client_gone",
        httpStatus: CLIENT_GONE_STATUS,
        usage: stream?.translation.usage() ?? answer?.usage ?? null,
        contentBytes: stream?.deliveredContentBytes ?? 0,
        isDelivered: stream?.isCommitted ?? false,
        error: null,
        finish: () => exchange.response.destroy(),
      };
    }
  }
}

type Begun = Extract<AttemptOutcome, { kind: "stream" }>["stream"];

type Broken = { stream: Begun; failure: Failure; settings: GatewaySettings };

function outcomeOf(failure: Failure | null): RelayResult["outcome"] {
  if (failure?.isRefusal) return "refused";
  return failure?.isTimeout ? "timeout" : "upstream_error";
}

/** The upstream failed in the middle, or said what may not be said: the client gets an error event and no `[DONE]`, and pays by policy. */
function brokenStream(exchange: Exchange, broken: Broken): RelayResult {
  const { stream, failure, settings } = broken;
  return {
    outcome: outcomeOf(failure),
    httpStatus: 200,
    usage: stream.translation.usage(),
    contentBytes: stream.deliveredContentBytes,
    isDelivered: true,
    error: failure.error,
    finish: () => {
      // An error that the upstream sent itself has gone out already, unless the site hides those.
      if (!stream.translation.hasError() || settings.hidesUpstreamErrors)
        stream.fail(errorJson(failure.error, exchange.trace.requestId));
      exchange.response.end();
    },
  };
}

function failed(exchange: Exchange, failure: Failure | null, otherwise: GatewayError): RelayResult {
  const error = failure?.error ?? otherwise;
  return {
    outcome: outcomeOf(failure),
    httpStatus: error.status,
    usage: null,
    contentBytes: 0,
    isDelivered: false,
    error,
    finish: () => exchange.sendError(error),
  };
}
