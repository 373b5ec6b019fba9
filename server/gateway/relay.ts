import type { Dispatcher } from "undici";
import type { Usage } from "@/server/providers/contract";
import { type AttemptOutcome, attempt } from "./attempt";
import type { AutoBan } from "./ban";
import { errorJson, type GatewayError } from "./errors";
import type { Exchange } from "./exchange";
import type { Payment } from "./payment";
import type { GatewayRequest } from "./request";
import { type KeyRotation, selectChannel } from "./route";
import type { GatewaySettings } from "./settings";
import type { Channel, Tier } from "./snapshot";
import type { Ticker } from "./ticker";
import { type Failure, noChannelLeft } from "./upstream-failure";

/** How the relaying of a request ended, before it is paid. */
export type RelayResult = {
  outcome: "completed" | "client_gone" | "upstream_error" | "timeout";
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
  dispatcher: () => Dispatcher;
  keys: KeyRotation;
  ban: AutoBan;
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
  const { exchange, request, tiers, settings, payment } = input;
  const tried = new Set<string>();
  const deadlineMs = exchange.trace.startedMs + settings.totalTimeoutMs;
  let last: Failure | null = null;
  while (tried.size <= settings.retryMax) {
    const channel: Channel | null = selectChannel(tiers, tried, deps.random);
    if (!channel) break;
    const key = deps.keys.take(channel);
    const dispatcher = deps.dispatcher();
    const outcome = await attempt({
      exchange,
      request,
      channel,
      key,
      settings,
      payment,
      dispatcher,
      ticker: deps.ticker,
      isEnding: deps.isEnding,
      deadlineMs,
    });
    if (outcome.kind === "unpaid") throw outcome.failure;
    if (outcome.kind !== "failed") {
      if (outcome.kind !== "gone") deps.ban.succeeded(channel, key);
      return resultOf(exchange, outcome);
    }
    const { failure } = outcome;
    deps.ban.failed({ channel, key, failure, settings: settings.autoDisable, now: Date.now() });
    if (outcome.stream) return brokenStream(exchange, outcome.stream, failure);
    last = failure;
    tried.add(channel.id);
    if (!failure.isRetryable || performance.now() >= deadlineMs) break;
  }
  return failed(exchange, last, noChannelLeft(request.model));
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

/** The upstream failed in the middle: the client gets an error event and no `[DONE]`, and pays by policy. */
function brokenStream(exchange: Exchange, stream: Begun, failure: Failure): RelayResult {
  return {
    outcome: failure.isTimeout ? "timeout" : "upstream_error",
    httpStatus: 200,
    usage: stream.translation.usage(),
    contentBytes: stream.deliveredContentBytes,
    isDelivered: true,
    error: failure.error,
    finish: () => {
      // An error that the upstream sent itself has gone out already.
      if (!stream.translation.hasError()) stream.fail(errorJson(failure.error, exchange.trace.requestId));
      exchange.response.end();
    },
  };
}

function failed(exchange: Exchange, failure: Failure | null, otherwise: GatewayError): RelayResult {
  const error = failure?.error ?? otherwise;
  return {
    outcome: failure?.isTimeout ? "timeout" : "upstream_error",
    httpStatus: error.status,
    usage: null,
    contentBytes: 0,
    isDelivered: false,
    error,
    finish: () => exchange.sendError(error),
  };
}
