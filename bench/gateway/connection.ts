import { connect, type Socket } from "node:net";
import { type LoadTarget, MODEL } from "./load-protocol";
import { ResponseReader, type ResponseSink } from "./response-reader";

const QUESTION =
  "Our customers ask what changes when they move from the monthly to the yearly plan. Write three friendly sentences that " +
  "say what they save, when the change takes effect, and that unused quota is kept. Do not promise anything about prices.";

/** The bytes of one request, made once for each connection. */
export function requestBytes({ target, index, isStream }: { target: LoadTarget; index: number; isStream: boolean }) {
  const messages = [
    { role: "system", content: "You are a helpful assistant. Answer in the language of the question." },
    { role: "user", content: QUESTION },
  ];
  const body = JSON.stringify({ model: MODEL, messages, max_tokens: 256, ...(isStream ? { stream: true } : {}) });
  const headers = {
    host: `127.0.0.1:${target.port}`,
    "content-type": "application/json",
    authorization: `Bearer ${target.keys[index % target.keys.length] ?? ""}`,
    accept: isStream ? "text/event-stream" : "application/json",
    "content-length": String(Buffer.byteLength(body)),
    ...target.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST /v1/chat/completions HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}

export type ConnectionHandler = ResponseSink & {
  /** The connection is gone, or its answer could not be read. */
  lost(): void;
};

/** One kept-alive connection to a target on this machine. */
export class Connection {
  readonly #port: number;
  readonly #handler: ConnectionHandler;
  #socket: Socket | null = null;

  constructor(port: number, handler: ConnectionHandler) {
    this.#port = port;
    this.#handler = handler;
  }

  open(): Promise<void> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port: this.#port, noDelay: true });
      const reader = new ResponseReader(this.#handler);
      socket.once("connect", () => {
        this.#socket = socket;
        resolve();
      });
      socket.on("data", (chunk: Buffer) => {
        try {
          reader.push(chunk);
        } catch {
          socket.destroy();
        }
      });
      socket.once("error", reject);
      socket.once("close", () => {
        if (this.#socket !== socket) return;
        this.#socket = null;
        this.#handler.lost();
      });
    });
  }

  send(bytes: Buffer): void {
    this.#socket?.write(bytes);
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }
}
