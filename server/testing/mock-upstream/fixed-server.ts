import { createServer, type Socket } from "node:net";
import { FIXED_FRAMES, FIXED_JSON } from "./fixed";

const HEAD_END = Buffer.from("\r\n\r\n");
const CONTENT_LENGTH = /content-length:\s*(\d+)/i;
const STREAM_MARK = Buffer.from('"stream":true');

const JSON_ANSWER = Buffer.concat([
  Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${FIXED_JSON.length}\r\n\r\n`),
  FIXED_JSON,
]);
const STREAM_HEAD = Buffer.from(
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n",
);
const STREAM_FRAMES = FIXED_FRAMES.map((frame) =>
  Buffer.from(`${Buffer.byteLength(frame).toString(16)}\r\n${frame}\r\n`),
);
const STREAM_END = Buffer.from("0\r\n\r\n");

function sendStream(socket: Socket, intervalMs: number): void {
  socket.write(STREAM_HEAD);
  let at = 0;
  const sendNext = () => {
    const frame = STREAM_FRAMES[at++];
    socket.write(frame ?? STREAM_END);
    return frame !== undefined;
  };
  if (intervalMs <= 0) {
    const step = () => {
      if (!socket.destroyed && sendNext()) setImmediate(step);
    };
    step();
    return;
  }
  const timer = setInterval(() => {
    if (socket.destroyed || !sendNext()) clearInterval(timer);
  }, intervalMs);
}

function answerSocket(socket: Socket, intervalMs: number): void {
  let held: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (let headEnd = held.indexOf(HEAD_END); headEnd !== -1; headEnd = held.indexOf(HEAD_END)) {
      const length = Number(CONTENT_LENGTH.exec(held.toString("latin1", 0, headEnd))?.[1] ?? 0);
      const end = headEnd + HEAD_END.length + length;
      if (held.length < end) return;
      if (held.subarray(headEnd, end).includes(STREAM_MARK)) sendStream(socket, intervalMs);
      else socket.write(JSON_ANSWER);
      held = held.subarray(end);
    }
  });
}

/**
 * The fake upstream for measuring: every request gets the one prepared answer, straight from the socket, so that nearly all of
 * the machine is left to what is measured. It understands requests with a content-length, as clients of JSON APIs send them.
 */
export async function startFixedUpstream(options: { port?: number; host?: string; intervalMs?: number } = {}): Promise<{
  url: string;
  close(): Promise<void>;
}> {
  const { port = 0, host = "127.0.0.1", intervalMs = 0 } = options;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    answerSocket(socket, intervalMs);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const boundPort = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host}:${boundPort}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
