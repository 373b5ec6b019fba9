import { once } from "node:events";
import { isIP, isIPv6, type Socket } from "node:net";
import ipaddr from "ipaddr.js";
import { AppError } from "./errors";

export type ProxyLogin = { isSocks: boolean; user: string; password: string };
type Tunnel = { login: ProxyLogin; host: string; port: number; timeoutMs: number };
type Handshake = { socket: Socket; signal: AbortSignal };

const HEAD_BYTES_MAX = 16_384;
const HEAD_END = "\r\n\r\n";

/**
 * Asks a proxy, over a connection to it, for one to `host`; afterwards the socket speaks with that host. Throws UPSTREAM
 * `egress.proxy_refused` (meta.status) and `egress.proxy_unreachable` when it answers nothing, or nothing in time.
 */
export async function openTunnel(socket: Socket, tunnel: Tunnel): Promise<void> {
  const ended = new AbortController();
  const end = () => ended.abort();
  socket.once("end", end).once("close", end).once("error", end);
  const handshake = { socket, signal: AbortSignal.any([ended.signal, AbortSignal.timeout(tunnel.timeoutMs)]) };
  try {
    if (tunnel.login.isSocks) await openSocks(handshake, tunnel);
    else await openByConnect(handshake, tunnel);
  } finally {
    socket.off("end", end).off("close", end).off("error", end);
  }
}

async function openByConnect(handshake: Handshake, { login, host, port }: Tunnel): Promise<void> {
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const basic = Buffer.from(`${login.user}:${login.password}`).toString("base64");
  const asks = login.user === "" ? "" : `proxy-authorization: Basic ${basic}\r\n`;
  handshake.socket.write(`CONNECT ${authority} HTTP/1.1\r\nhost: ${authority}\r\n${asks}\r\n`);
  const head = await readHead(handshake);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  if (status < 200 || status > 299) throw proxyRefused(status === 0 ? "no HTTP" : String(status));
}

async function readHead(handshake: Handshake): Promise<string> {
  let head = "";
  while (!head.endsWith(HEAD_END)) {
    // Byte by byte at the end of so short a text: what follows it belongs to the target.
    head += (await take(handshake, 1)).toString("latin1");
    if (head.length > HEAD_BYTES_MAX) throw proxyRefused("no end");
  }
  return head;
}

const VERSION = 5;
const NO_LOGIN = 0;
const BY_PASSWORD = 2;
const CONNECT = 1;
const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;
/** RFC 1928, section 6. */
const SOCKS_REPLIES = [
  "",
  "general failure",
  "not allowed",
  "network unreachable",
  "host unreachable",
  "connection refused",
];

async function openSocks(handshake: Handshake, { login, host, port }: Tunnel): Promise<void> {
  const { socket } = handshake;
  const method = login.user === "" ? NO_LOGIN : BY_PASSWORD;
  socket.write(Buffer.from([VERSION, 1, method]));
  const [version, chosen] = await take(handshake, 2);
  if (version !== VERSION || chosen !== method) throw proxyRefused("sign-in");
  if (method === BY_PASSWORD) {
    socket.write(Buffer.concat([Buffer.from([1]), counted(login.user), counted(login.password)]));
    const [, failure] = await take(handshake, 2);
    if (failure !== 0) throw proxyRefused("sign-in");
  }
  const portBytes = Buffer.alloc(2);
  portBytes.writeUInt16BE(port);
  socket.write(Buffer.concat([Buffer.from([VERSION, CONNECT, 0]), socksAddress(host), portBytes]));
  const [, reply = 1, , kind = 0] = await take(handshake, 4);
  if (reply !== 0) throw proxyRefused(SOCKS_REPLIES[reply] ?? `reply ${reply}`);
  const boundLength = kind === IPV4 ? 4 : kind === IPV6 ? 16 : ((await take(handshake, 1))[0] ?? 0);
  await take(handshake, boundLength + 2);
}

function socksAddress(host: string): Buffer {
  if (isIP(host) === 0) return Buffer.concat([Buffer.from([NAME]), counted(host)]);
  return Buffer.from([isIPv6(host) ? IPV6 : IPV4, ...ipaddr.parse(host).toByteArray()]);
}

function counted(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8").subarray(0, 255);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

async function take({ socket, signal }: Handshake, length: number): Promise<Buffer> {
  for (;;) {
    const bytes: Buffer | null = socket.read(length);
    if (bytes?.length === length) return bytes;
    try {
      signal.throwIfAborted();
      await once(socket, "readable", { signal });
    } catch (cause) {
      const message = "The proxy gave no answer.";
      throw new AppError("UPSTREAM", { reason: "egress.proxy_unreachable", message, cause });
    }
  }
}

function proxyRefused(status: string): AppError {
  const message = `The proxy refused the connection (${status}).`;
  return new AppError("UPSTREAM", { reason: "egress.proxy_refused", message, meta: { status } });
}
