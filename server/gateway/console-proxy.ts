import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";

/** Headers that belong to one connection and not to the request. */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

const PROBE_MS = 150;

export type ConsoleProxyOptions = {
  socketPath: string;
  clientAddress: (request: IncomingMessage) => string;
  /** Whether the peer is a proxy whose x-forwarded-proto and -host may be believed. */
  isTrustedPeer: (request: IncomingMessage) => boolean;
};

/** Hands everything that is not the gateway's to the console process on its private socket. */
export class ConsoleProxy {
  readonly #options: ConsoleProxyOptions;
  readonly #agent: Agent;
  #wasSeen = false;
  #probe: NodeJS.Timeout | undefined;

  constructor(options: ConsoleProxyOptions) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 256 });
    this.#look();
  }

  /** The console has answered at least once. Its later crashes do not make the gateway unready. */
  get wasSeen(): boolean {
    return this.#wasSeen;
  }

  #look(): void {
    const socket = connect(this.#options.socketPath);
    socket.once("connect", () => {
      this.#wasSeen = true;
      socket.destroy();
    });
    socket.once("error", () => {
      this.#probe = setTimeout(() => this.#look(), PROBE_MS).unref();
    });
  }

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#send(request, response, request.method === "GET" || request.method === "HEAD");
  }

  #send(request: IncomingMessage, response: ServerResponse, mayRepeat: boolean): void {
    const upstream = httpRequest({
      socketPath: this.#options.socketPath,
      agent: this.#agent,
      method: request.method,
      path: request.url,
      headers: this.#headers(request, false),
    });
    upstream.on("response", (answer) => {
      const headers = { ...answer.headers };
      for (const name of HOP_BY_HOP) delete headers[name];
      response.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(response);
      answer.on("error", () => response.destroy());
    });
    upstream.on("error", (error) => {
      // A kept connection ended just as this request took it (the console restarts): it was never read, so send it again.
      const wasStale = upstream.reusedSocket && !response.headersSent && !response.destroyed;
      if (mayRepeat && wasStale) this.#send(request, response, false);
      else sendUnavailable(request, response, error);
    });
    response.on("close", () => upstream.destroy());
    request.on("error", () => upstream.destroy());
    request.pipe(upstream);
  }

  /** Websockets of the development server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const upstream = httpRequest({
      socketPath: this.#options.socketPath,
      method: request.method,
      path: request.url,
      headers: this.#headers(request, true),
    });
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
    upstream.on("response", () => socket.destroy());
    upstream.on("upgrade", (answer, upstreamSocket, upstreamHead) => {
      const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
      for (let index = 0; index < answer.rawHeaders.length; index += 2) {
        lines.push(`${answer.rawHeaders[index]}: ${answer.rawHeaders[index + 1]}`);
      }
      socket.write(`${lines.join("\r\n")}\r\n\r\n`);
      if (upstreamHead.length > 0) socket.write(upstreamHead);
      if (head.length > 0) upstreamSocket.write(head);
      upstreamSocket.on("error", () => socket.destroy());
      upstreamSocket.pipe(socket).pipe(upstreamSocket);
    });
    upstream.end();
  }

  #headers(request: IncomingMessage, isUpgrade: boolean): Record<string, string | string[] | undefined> {
    const headers = { ...request.headers };
    if (!isUpgrade) for (const name of HOP_BY_HOP) delete headers[name];
    const isTrusted = this.#options.isTrustedPeer(request);
    // One address, decided here: what a caller claims about itself goes no further.
    headers["x-forwarded-for"] = this.#options.clientAddress(request);
    if (!isTrusted || headers["x-forwarded-proto"] === undefined) headers["x-forwarded-proto"] = "http";
    if (!isTrusted || headers["x-forwarded-host"] === undefined) headers["x-forwarded-host"] = request.headers.host;
    return headers;
  }

  close(): void {
    clearTimeout(this.#probe);
    this.#agent.destroy();
  }
}

const RELOAD_SECONDS = 2;

/** The console is starting or was restarted: the page says so in both languages and loads itself again. */
function sendUnavailable(request: IncomingMessage, response: ServerResponse, error: Error): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const isStarting = "code" in error && (error.code === "ENOENT" || error.code === "ECONNREFUSED");
  const status = isStarting ? 503 : 502;
  const wantsPage = request.headers.accept?.includes("text/html") ?? false;
  const body = wantsPage
    ? PAGE
    : JSON.stringify({
        error: { code: "console_unavailable", message: "The console is starting. Try again in a moment." },
      });
  response.writeHead(status, {
    "content-type": wantsPage ? "text/html; charset=utf-8" : "application/json",
    "content-length": Buffer.byteLength(body),
    "retry-after": String(RELOAD_SECONDS),
    "cache-control": "no-store",
  });
  response.end(body);
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${RELOAD_SECONDS}">
<title>Gatehouse</title>
<style>
:root { color-scheme: light dark }
body { font: 16px/1.6 system-ui, sans-serif; display: grid; place-items: center; min-height: 100vh; margin: 0 }
main { max-width: 30rem; padding: 2rem }
</style>
</head>
<body>
<main>
<h1>Gatehouse</h1>
<p>The console is starting. This page loads again by itself; API requests are served meanwhile.</p>
<p lang="zh-CN">控制台正在启动，本页面会自动刷新；期间 API 请求照常处理。</p>
</main>
</body>
</html>
`;
