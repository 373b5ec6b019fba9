import { type Dispatcher, request } from "undici";
import { AppError } from "@/server/kernel/errors";
import {
  type Endpoint,
  type JsonObject,
  type Provider,
  ProviderInputError,
  ProviderResponseError,
  type Target,
  type Usage,
} from "@/server/providers/contract";
import { parseJson } from "@/server/providers/json-value";
import { maskSecrets } from "@/server/providers/scrub";
import { createSseParser } from "@/server/providers/sse";
import { withTargetHeaders } from "@/server/providers/target-headers";
import { answerText, deltaText } from "./answer-text";

export type Probe = {
  provider: Provider;
  target: Target;
  /** The name clients ask for. */
  model: string;
  isStream: boolean;
  dispatcher: Dispatcher;
  timeoutMs: number;
  /** The person who waits for the test has left, or the job was cancelled. */
  signal: AbortSignal;
};

export type ProbeListener = {
  onStatus(httpStatus: number, atMs: number): void;
  onDelta(text: string, atMs: number): void;
};

export type ProbeResult = {
  isOk: boolean;
  httpStatus: number | null;
  latencyMs: number;
  firstTokenMs: number | null;
  answer: string;
  error: string;
  usage: Usage | null;
};

const BODY_BYTES_MAX = 2 * 1024 * 1024;
const ANSWER_CHARS_MAX = 1_000;

/**
 * Sends one real request through the provider's adapter and reads its answer, as the gateway would. Every failure of the
 * upstream is a result, not an error; keys are masked in what comes back. Throws only when `signal` fires.
 */
export async function probe(input: Probe, listener: ProbeListener): Promise<ProbeResult> {
  const startedAt = performance.now();
  const run: Run = {
    ...input,
    listener,
    sinceStart: () => Math.round(performance.now() - startedAt),
    httpStatus: null,
  };
  const timeout = AbortSignal.timeout(input.timeoutMs);
  try {
    const outcome = await send(run, AbortSignal.any([timeout, input.signal]));
    return { firstTokenMs: null, answer: "", error: "", usage: null, ...outcome, ...ending(run) };
  } catch (error) {
    if (input.signal.aborted) throw error;
    const words = timeout.aborted ? "channel.test_timeout" : wordsOf(error, input.target);
    return { isOk: false, firstTokenMs: null, answer: "", error: words, usage: null, ...ending(run) };
  }
}

type Run = Probe & { listener: ProbeListener; sinceStart: () => number; httpStatus: number | null };
type Asked = { endpoint: Endpoint; body: JsonObject };
type Outcome = Partial<ProbeResult> & { isOk: boolean };

function ending(run: Run) {
  return { httpStatus: run.httpStatus, latencyMs: run.sinceStart() };
}

async function send(run: Run, signal: AbortSignal): Promise<Outcome> {
  const { endpoint, body } = run.provider.testBody(run.model, run.isStream);
  const isStream = body.stream === true;
  const {
    url,
    method,
    headers,
    body: text,
  } = run.provider.buildRequest({
    endpoint,
    target: run.target,
    body,
    isStream,
  });
  const response = await request(url, {
    method,
    headers: withTargetHeaders(headers, run.target),
    body: text,
    dispatcher: run.dispatcher,
    signal,
  });
  run.httpStatus = response.statusCode;
  run.listener.onStatus(response.statusCode, run.sinceStart());
  if (response.statusCode < 200 || response.statusCode > 299) return readFailure(run, response);
  return isStream ? readStream(run, endpoint, response) : readAnswer(run, { endpoint, body }, response);
}

async function readFailure(run: Run, response: Dispatcher.ResponseData): Promise<Outcome> {
  const body = await readText(response);
  const { statusCode: status, headers } = response;
  const { detail } = run.provider.mapError({ status, body, headers, target: run.target });
  return { isOk: false, error: detail };
}

async function readAnswer(run: Run, asked: Asked, response: Dispatcher.ResponseData): Promise<Outcome> {
  const json = parseJson(await readText(response));
  const { endpoint, body: sent } = asked;
  const { body, usage } = run.provider.parseResponse({ endpoint, json, model: run.model, request: sent });
  const firstTokenMs = run.sinceStart();
  const answer = answerText(endpoint, body).slice(0, ANSWER_CHARS_MAX);
  run.listener.onDelta(answer, firstTokenMs);
  return { isOk: true, firstTokenMs, answer, usage };
}

/** A stream passes when it brought something and ended by its own account, not by a cut. */
async function readStream(run: Run, endpoint: Endpoint, response: Dispatcher.ResponseData): Promise<Outcome> {
  const sse = createSseParser();
  const parser = run.provider.createStreamParser({ endpoint, model: run.model, includeUsage: true });
  const progress = { answer: "", firstTokenMs: null as number | null, hasFinishReason: false };
  const take = (chunks: string[]) => {
    for (const chunk of chunks) takeChunk(run, progress, parseJson(chunk));
  };
  let bytes = 0;
  for await (const part of response.body as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) throw new ProviderResponseError("The upstream's answer is larger than a test needs.");
    for (const event of sse.feed(part)) take(parser.feed(event));
  }
  for (const event of sse.end()) take(parser.feed(event));
  take(parser.end());
  const { answer, firstTokenMs } = progress;
  const shown = { answer, firstTokenMs, usage: parser.usage() };
  const failure = parser.error();
  if (failure) return { ...shown, isOk: false, error: maskSecrets(failure.message, run.target) };
  if (parser.isFinished() || progress.hasFinishReason) return { ...shown, isOk: true };
  return { ...shown, isOk: false, error: bytes === 0 ? "channel.test_empty" : "channel.test_cut" };
}

type Progress = { answer: string; firstTokenMs: number | null; hasFinishReason: boolean };

function takeChunk(run: Run, progress: Progress, chunk: unknown): void {
  const { text, hasFinishReason } = deltaText(chunk);
  progress.hasFinishReason ||= hasFinishReason;
  if (text === "") return;
  const atMs = run.sinceStart();
  progress.firstTokenMs ??= atMs;
  const shown = text.slice(0, ANSWER_CHARS_MAX - progress.answer.length);
  if (shown === "") return;
  progress.answer += shown;
  run.listener.onDelta(shown, atMs);
}

async function readText(response: Dispatcher.ResponseData): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response.body as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > BODY_BYTES_MAX) throw new ProviderResponseError("The upstream's answer is larger than a test needs.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** Our own refusals have a reason that the console words; a broken connection has a code; both name no secret. */
function wordsOf(error: unknown, target: Target): string {
  if (error instanceof AppError) return error.reason ?? error.code;
  if (error instanceof ProviderResponseError || error instanceof ProviderInputError) return error.message;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const message = error instanceof Error ? error.message : "";
  return maskSecrets([code, message].filter(Boolean).join(": ") || "channel.test_unreachable", target);
}
