import type { Dispatcher } from "undici";
import type { AttemptRow } from "@/server/money/ledger/rows";
import { maskSecrets } from "@/server/providers/scrub";
import { upstreamIdOfText } from "@/server/providers/upstream-id";
import { AnswerStream, passThrough, type StreamTranslation, translate } from "./answer-stream";
import { retriedStatusesOf } from "./channel-policy";
import type { Exchange } from "./exchange";
import { type JsonAnswer, readJsonAnswer } from "./json-answer";
import { toldInFull } from "./own-failure";
import type { Payment } from "./payment";
import type { GatewayRequest } from "./request";
import type { GatewaySettings } from "./settings";
import type { Channel, ChannelKey } from "./snapshot";
import type { Ticker } from "./ticker";
import { wellFormed } from "./trace";
import { type Call, type CallResult, startCall } from "./upstream-call";
import {
  type Failure,
  failureOfAnswer,
  failureOfContent,
  failureOfRefusal,
  failureOfTransport,
  GatewayEndingError,
  RelayTimeoutError,
} from "./upstream-failure";
import { buildUpstreamRequest, endpointLabel, type UpstreamRequest } from "./upstream-request";

/** What one call to one channel came to. */
export type AttemptOutcome =
  | { kind: "json"; answer: JsonAnswer }
  | { kind: "stream"; stream: AnswerStream }
  /** `stream` is set when events had gone out before the failure. */
  | { kind: "failed"; failure: Failure; stream: AnswerStream | null }
  /** The reservation did not pass, or could not be written. */
  | { kind: "unpaid"; failure: Error }
  /** The client left; `stream` and `answer` hold what is known of the usage. */
  | { kind: "gone"; stream: AnswerStream | null; answer: JsonAnswer | null };

export type AttemptInput = {
  exchange: Exchange;
  request: GatewayRequest;
  channel: Channel;
  key: ChannelKey;
  settings: GatewaySettings;
  payment: Payment;
  dispatcher: Dispatcher;
  ticker: Ticker;
  /** This process is about to end: whatever still runs is ended properly now, or it is cut off. */
  isEnding: () => boolean;
  /** performance.now() when the request must be over on this channel. */
  deadlineMs: number;
};

/** Answers begin with their id, or have it soon. */
const ID_SEARCH_BYTES = 512;
const ANSWER_BYTES_MAX = 256 * 1024 * 1024;
const SSE_HEADERS = { "content-type": "text/event-stream; charset=utf-8", "x-accel-buffering": "no" };

/** Why we ended a call that did not fail. */
const ENDED_BY: Partial<Record<AttemptOutcome["kind"], string>> = {
  gone: "the client left",
  unpaid: "stopped: no quota could be reserved for it",
};

/** Calls one channel once and hands its answer to the client. Writes the attempt into the trace. Throws GatewayError only for a body this vendor cannot be sent. */
export async function attempt(input: AttemptInput): Promise<AttemptOutcome> {
  const { exchange, request, channel, key } = input;
  const upstream = buildUpstreamRequest(request, { channel, key, site: input.settings.site });
  const { trace } = exchange;
  trace.channelId = channel.id;
  trace.upstreamModel = upstream.target.upstreamModel;
  for (const secret of [key.secret, ...Object.values(channel.headers ?? {})]) exchange.capture?.hide(secret);
  const startedAt = Date.now();
  const startedMs = performance.now();
  const { result, stream } = await call(input, upstream);
  const outcome = inOwnersWords(judge(input, { upstream, result, stream }), channel);
  if (stream?.firstEventAt != null) trace.firstTokenMs = Math.round(stream.firstEventAt - trace.startedMs);
  const failure = outcome.kind === "failed" ? outcome.failure : null;
  const row: AttemptRow = {
    requestId: trace.requestId,
    position: trace.attempts.length,
    channelId: channel.id,
    channelKeyId: key.id,
    method: upstream.method,
    endpoint: endpointLabel(upstream),
    upstreamId: upstreamIdOf({ result, stream }),
    startedAt,
    durationMs: Math.round(performance.now() - startedMs),
    firstByteMs: result.firstByteMs === null ? null : Math.round(result.firstByteMs),
    httpStatus: result.status === 0 ? null : result.status,
    fault: outcome.kind === "gone" ? "client" : (failure?.fault ?? "none"),
    error: wellFormed((failure?.detail ?? ENDED_BY[outcome.kind] ?? "").slice(0, 500)),
  };
  trace.attempts.push(row);
  return outcome;
}

/** Of one's own provider one hears all that went wrong. */
function inOwnersWords(outcome: AttemptOutcome, { isOwn, name }: Channel): AttemptOutcome {
  if (!isOwn || outcome.kind !== "failed") return outcome;
  return { ...outcome, failure: toldInFull(outcome.failure, name) };
}

type Called = { result: CallResult; stream: AnswerStream | null };

/** By the head of the answer, or else by the answer itself. */
function upstreamIdOf({ result, stream }: Called): string {
  if (result.upstreamId !== "") return result.upstreamId;
  if (result.kind === "answer") return upstreamIdOfText(result.body.toString("latin1", 0, ID_SEARCH_BYTES));
  return stream?.upstreamId ?? "";
}

/** Runs the call, watched: the client may leave, the time may run out, a silent stream needs a sign of life. */
async function call(input: AttemptInput, upstream: UpstreamRequest): Promise<Called> {
  const { exchange, request, channel, settings, payment, dispatcher, ticker, isEnding } = input;
  let stream: AnswerStream | null = null;
  const started: Call = startCall(upstream, {
    dispatcher,
    firstByteTimeoutMs: channel.timeouts?.firstByteMs ?? settings.firstByteTimeoutMs,
    idleTimeoutMs: channel.timeouts?.idleMs ?? settings.idleTimeoutMs,
    bodyBytesMax: ANSWER_BYTES_MAX,
    openStream: request.isStream
      ? () => {
          stream = openStream(input, upstream);
          if (exchange.isGone) stream.detach();
          return stream;
        }
      : null,
  });
  let abortAtMs = input.deadlineMs;
  const stopTicking = ticker.add(() => {
    if (isEnding()) started.abort(new GatewayEndingError("the gateway is being stopped"));
    else if (performance.now() > abortAtMs)
      started.abort(new RelayTimeoutError("the request took longer than allowed"));
    else if (settings.pingMs > 0) stream?.ping(settings.pingMs);
  });
  exchange.onGone(() => {
    stream?.detach();
    if (settings.clientGonePolicy === "drain") abortAtMs = Math.min(abortAtMs, performance.now() + settings.drainMs);
    else started.abort(new Error("the client left"));
  });
  payment.onFailure((failure) => started.abort(failure));
  const result = await started.result;
  // The last words of a stream are paid for as its first ones are.
  if (result.kind === "streamed") await payment.hold().catch(() => undefined);
  payment.onFailure(null);
  exchange.onGone(null);
  stopTicking();
  return { result, stream };
}

function openStream(
  { exchange, request, channel, settings, payment }: AttemptInput,
  upstream: UpstreamRequest,
): AnswerStream {
  const { provider } = channel;
  const { endpoint, model, wantsUsage } = request;
  const translation: StreamTranslation = upstream.isPassThrough
    ? passThrough(provider, upstream.stripsUsage)
    : translate(provider, { endpoint, model, includeUsage: wantsUsage });
  const headers = () => exchange.headers(SSE_HEADERS);
  const { response } = exchange;
  return new AnswerStream({
    response,
    gate: payment,
    translation,
    headers,
    now: () => performance.now(),
    capture: exchange.capture,
    check: settings.answerCheck?.stream() ?? null,
    hidesErrors: settings.hidesUpstreamErrors,
  });
}

function judge(input: AttemptInput, called: Called & { upstream: UpstreamRequest }): AttemptOutcome {
  const { exchange, channel, request, settings } = input;
  const { result, stream, upstream } = called;
  const { target } = upstream;
  const { failure: unpaid } = input.payment;
  if (unpaid) {
    stream?.detach();
    return { kind: "unpaid", failure: unpaid };
  }
  if (stream?.brokenRule != null && !exchange.isGone) {
    return { kind: "failed", failure: failureOfRefusal(stream.brokenRule), stream: committed(stream) };
  }
  if (result.kind === "answer") {
    const isGood = result.status >= 200 && result.status < 300 && !request.isStream;
    const answer = isGood ? readJsonAnswer(result.body, { channel, request, upstream }) : null;
    if (exchange.isGone) return { kind: "gone", stream: null, answer };
    const rule = answer ? (settings.answerCheck?.whole(answer.body) ?? null) : null;
    if (rule !== null) return { kind: "failed", failure: failureOfRefusal(rule), stream: null };
    if (answer) return { kind: "json", answer };
    const failure =
      result.status >= 200 && result.status < 300
        ? failureOfContent(result.status, words(result.body, upstream))
        : failureOfAnswer(result, {
            provider: channel.provider,
            target,
            statusMapping: channel.statusMapping,
            isRetried: retriedStatusesOf(channel, settings),
            hidesWords: settings.hidesUpstreamErrors,
          });
    return { kind: "failed", failure, stream: null };
  }
  if (result.kind === "streamed" && stream) {
    const isComplete = stream.finish();
    if (isComplete) return exchange.isGone ? { kind: "gone", stream, answer: null } : { kind: "stream", stream };
    if (exchange.isGone) return { kind: "gone", stream, answer: null };
    if (stream.brokenRule !== null) {
      return { kind: "failed", failure: failureOfRefusal(stream.brokenRule), stream: committed(stream) };
    }
    const detail = stream.translation.hasError()
      ? "an error inside the stream"
      : "the stream ended before it was complete";
    return { kind: "failed", failure: failureOfContent(result.status, detail), stream: committed(stream) };
  }
  if (exchange.isGone) return { kind: "gone", stream, answer: null };
  const error = result.kind === "broken" ? result.error : new Error("the upstream's stream had no reader");
  const { retriesAfterTimeout } = settings;
  return {
    kind: "failed",
    failure: failureOfTransport(error, { target, retriesAfterTimeout }),
    stream: stream && committed(stream),
  };
}

/** A stream of which nothing has gone out is forgotten: what it still holds back must never follow another's answer. */
function committed(stream: AnswerStream): AnswerStream | null {
  if (stream.isCommitted) return stream;
  stream.detach();
  return null;
}

function words(body: Buffer, { target }: UpstreamRequest): string {
  return `no answer in it: ${maskSecrets(body.toString("utf8", 0, 300), target)}`;
}
