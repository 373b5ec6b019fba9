import type { ServerResponse } from "node:http";
import type { Behaviour } from "./behaviour";
import { composeReply } from "./reply";
import type { Routed } from "./request";

export type Pace = {
  /** Between two chunks of a stream; 0 sends as fast as the socket takes them. */
  intervalMs: number;
};

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(status, {
    "content-type": "application/json",
    "content-length": bytes.length,
    "x-request-id": "req_mock",
  });
  res.end(bytes);
}

function sendError(res: ServerResponse, { wire }: Routed, behaviour: Behaviour): void {
  if (behaviour.status === 429) res.setHeader("retry-after", "1");
  sendJson(res, behaviour.status, wire.error(behaviour.status, behaviour.errorCode));
}

const MIDSTREAM = new Set<Behaviour["kind"]>([
  "die-midstream",
  "hang-midstream",
  "error-midstream",
  "garbage-midstream",
]);

function endMidstream(res: ServerResponse, { wire }: Routed, kind: Behaviour["kind"]): void {
  if (kind === "die-midstream") res.destroy();
  if (kind === "error-midstream") res.end(wire.errorFrame());
  if (kind === "garbage-midstream") res.end('data: {"choices":[{"del\n\ndata: ]]>\n\n');
}

function sendAtOnce(res: ServerResponse, frames: readonly string[], onEnd: () => void): void {
  let at = 0;
  const step = () => {
    if (res.destroyed) return;
    if (at === frames.length) {
      onEnd();
      return;
    }
    if (res.write(frames[at++])) setImmediate(step);
    else res.once("drain", step);
  };
  step();
}

/** Sends the frames one interval apart, and stops when the reader has gone. */
export function sendPaced(res: ServerResponse, frames: readonly string[], pace: Pace & { onEnd: () => void }): void {
  if (pace.intervalMs <= 0) {
    sendAtOnce(res, frames, pace.onEnd);
    return;
  }
  let at = 0;
  const timer = setInterval(() => {
    if (at < frames.length) res.write(frames[at++]);
    if (at < frames.length) return;
    clearInterval(timer);
    pace.onEnd();
  }, pace.intervalMs);
  res.once("close", () => clearInterval(timer));
}

function sendStream(
  res: ServerResponse,
  routed: Routed,
  { behaviour, pace }: { behaviour: Behaviour; pace: Pace },
): void {
  const { wire, request } = routed;
  const isBroken = MIDSTREAM.has(behaviour.kind);
  const all = wire.frames(request, composeReply(wire.question(request), behaviour), behaviour);
  const frames = isBroken ? all.slice(0, Math.max(1, all.length >> 1)) : all;
  res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  sendPaced(res, frames, {
    intervalMs: behaviour.intervalMs ?? pace.intervalMs,
    onEnd: () => (isBroken ? endMidstream(res, routed, behaviour.kind) : res.end()),
  });
}

/** Without a stream, "midstream" is half a body against its announced length. */
function sendHalf(res: ServerResponse, body: unknown, kind: Behaviour["kind"]): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
  res.write(bytes.subarray(0, bytes.length >> 1), () => {
    if (kind !== "hang-midstream") res.destroy();
  });
}

function sendAnswer(
  res: ServerResponse,
  routed: Routed,
  { behaviour, pace }: { behaviour: Behaviour; pace: Pace },
): void {
  const { wire, request } = routed;
  if (request.task === "models") sendJson(res, 200, wire.models());
  else if (request.task === "embeddings") sendJson(res, 200, wire.embeddings(request));
  else if (request.isStream) sendStream(res, routed, { behaviour, pace });
  else {
    const answer = wire.answer(request, composeReply(wire.question(request), behaviour));
    if (MIDSTREAM.has(behaviour.kind)) sendHalf(res, answer, behaviour.kind);
    else sendJson(res, 200, answer);
  }
}

type Send = (res: ServerResponse, routed: Routed, behaviour: Behaviour) => void;

const FAULTS: Partial<Record<Behaviour["kind"], Send>> = {
  status: sendError,
  hang: () => undefined,
  die: (res) => res.destroy(),
  html: (res, _routed, { status }) =>
    res
      .writeHead(status, { "content-type": "text/html" })
      .end("<html><body><h1>502 Bad Gateway</h1><hr>nginx</body></html>"),
  nothing: (res) => res.writeHead(200, { "content-type": "application/json", "content-length": 0 }).end(),
  redirect: (res, _routed, { status }) =>
    res.writeHead(status, { location: "http://169.254.169.254/latest/meta-data/" }).end(),
  garbage: (res, { request }) =>
    res
      .writeHead(200, { "content-type": request.isStream ? "text/event-stream" : "application/json" })
      .end("<<<not what was asked for>>>\n\n"),
};

/** Answers, or fails, as the behaviour says. */
export function respond(
  res: ServerResponse,
  routed: Routed,
  { behaviour, pace }: { behaviour: Behaviour; pace: Pace },
): void {
  const fault = FAULTS[behaviour.kind];
  if (fault) fault(res, routed, behaviour);
  else sendAnswer(res, routed, { behaviour, pace });
}
