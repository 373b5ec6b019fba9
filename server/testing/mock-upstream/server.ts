import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { readBehaviour } from "./behaviour";
import { FIXED_FRAMES, FIXED_JSON } from "./fixed";
import { openAiWire } from "./openai-wire";
import { keyOf, type Routed, routeRequest } from "./request";
import { respond, sendJson, sendPaced } from "./respond";

export type RecordedRequest = {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
  /** The reader left before the answer was complete. */
  isAborted: boolean;
};

export type MockUpstream = {
  /** http://127.0.0.1:port, without a path. */
  url: string;
  port: number;
  /** The last thousand requests, oldest first. */
  requests: RecordedRequest[];
  close(): Promise<void>;
};

export type MockUpstreamOptions = {
  /** 0: any free port. */
  port?: number;
  host?: string;
  /** Pace of streams whose model names none. */
  intervalMs?: number;
  /** False for measuring. */
  records?: boolean;
};

const RECORDED_MAX = 1000;
const FIXED_MARK = '"mock-fixed"';

function sendFixed(res: ServerResponse, isStream: boolean, intervalMs: number): void {
  if (!isStream) {
    res.writeHead(200, { "content-type": "application/json", "content-length": FIXED_JSON.length });
    res.end(FIXED_JSON);
    return;
  }
  res.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  sendPaced(res, FIXED_FRAMES, { intervalMs, onEnd: () => res.end() });
}

/**
 * A fake of the vendors' HTTP APIs on loopback: OpenAI, Azure, Anthropic and Gemini by path, faults by model name or key
 * (behaviour.ts). It needs nothing but Node, so the demo and the tests share it.
 */
export async function startMockUpstream(options: MockUpstreamOptions = {}): Promise<MockUpstream> {
  const { port = 0, host = "127.0.0.1", intervalMs = 0, records = true } = options;
  const requests: RecordedRequest[] = [];
  let served = 0;

  function record(req: IncomingMessage, res: ServerResponse, body: string): void {
    if (!records) return;
    const entry = { method: req.method ?? "", url: req.url ?? "", headers: req.headers, body, isAborted: false };
    requests.push(entry);
    if (requests.length > RECORDED_MAX) requests.shift();
    res.once("close", () => {
      entry.isAborted = !res.writableFinished;
    });
  }

  function answer(res: ServerResponse, { wire, request }: Routed, key: string): void {
    served += 1;
    const named = readBehaviour(request.model, key);
    const isUnlucky = named.failsEvery > 0 && served % named.failsEvery === 0;
    const behaviour = isUnlucky ? { ...named, kind: "status" as const, status: 500 } : named;
    const act = () => respond(res, { wire, request }, { behaviour, pace: { intervalMs } });
    if (behaviour.delayMs > 0) setTimeout(act, behaviour.delayMs);
    else act();
  }

  function handle(req: IncomingMessage, res: ServerResponse, body: string): void {
    record(req, res, body);
    if (body.includes(FIXED_MARK)) {
      sendFixed(res, body.includes('"stream":true'), intervalMs);
      return;
    }
    const path = (req.url ?? "/").split("?", 1)[0] ?? "/";
    const routed = routeRequest({ method: req.method ?? "GET", path, headers: req.headers, bodyText: body });
    if (routed === null) sendJson(res, 404, openAiWire.error(404, undefined));
    else if (routed === "bad-json") sendJson(res, 400, openAiWire.error(400, undefined));
    else answer(res, routed, keyOf(req.headers));
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (req, res) => {
    const parts: Buffer[] = [];
    req.on("data", (part: Buffer) => parts.push(part));
    req.on("end", () =>
      handle(req, res, (parts.length === 1 ? parts[0] : Buffer.concat(parts))?.toString("utf8") ?? ""),
    );
    req.on("error", () => undefined);
    res.on("error", () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${boundPort}`,
    port: boundPort,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
