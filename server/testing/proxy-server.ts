import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";

/** A proxy on loopback: what it was asked for, in order, with the login that came along. */
export type TestProxy = {
  url: string;
  asked: { target: string; login: string }[];
  close(): Promise<void>;
};

type Options = {
  /** "user:password"; whoever brings another one is refused. */
  login?: string;
  /** Where every connection leads, whatever was asked for. */
  leadsTo: number;
};

/** Answers CONNECT as squid and its like do. */
export async function startConnectProxy({ login = "", leadsTo }: Options): Promise<TestProxy> {
  const asked: TestProxy["asked"] = [];
  const server = createServer((_request, response) => response.writeHead(400).end());
  server.on("connect", ({ url = "", headers }: IncomingMessage, client: Duplex) => {
    const basic = /^Basic (.+)$/.exec(headers["proxy-authorization"] ?? "")?.[1] ?? "";
    const brought = Buffer.from(basic, "base64").toString();
    asked.push({ target: url, login: brought });
    if (brought !== login) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      return;
    }
    client.write("HTTP/1.1 200 Connection established\r\n\r\n");
    join(client, leadsTo);
  });
  return listening(server, { asked, address: (port) => `http://${withAt(login)}127.0.0.1:${port}` });
}

/** Speaks as much of SOCKS 5 as a client of it needs. */
export async function startSocksProxy({ login = "", leadsTo }: Options): Promise<TestProxy> {
  const asked: TestProxy["asked"] = [];
  const server = createTcpServer(async (client) => {
    client.on("error", () => client.destroy());
    const next = reader(client);
    const [, count = 0] = await next(2);
    const method = login === "" ? 0 : 2;
    if (![...(await next(count))].includes(method)) return void client.end(Buffer.from([5, 0xff]));
    client.write(Buffer.from([5, method]));
    const brought = method === 0 ? "" : await readLogin(next);
    if (method === 2) client.write(Buffer.from([1, brought === login ? 0 : 1]));
    const target = brought === login ? await readTarget(next) : "";
    asked.push({ target, login: brought });
    if (brought !== login) return void client.end();
    client.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
    join(client, leadsTo);
  });
  return listening(server, { asked, address: (port) => `socks5://${withAt(login)}127.0.0.1:${port}` });
}

type Reader = (length: number) => Promise<Buffer>;

function reader(client: Socket): Reader {
  return async (length) => {
    for (;;) {
      const bytes: Buffer | null = length === 0 ? Buffer.alloc(0) : client.read(length);
      if (bytes) return bytes;
      await new Promise((resolve) => client.once("readable", resolve));
    }
  };
}

async function readLogin(next: Reader): Promise<string> {
  const [, userLength = 0] = await next(2);
  const user = await next(userLength);
  const [length = 0] = await next(1);
  return `${user}:${await next(length)}`;
}

async function readTarget(next: Reader): Promise<string> {
  const [, , , kind] = await next(4);
  const host = kind === 3 ? String(await next((await next(1))[0] ?? 0)) : [...(await next(4))].join(".");
  return `${host}:${(await next(2)).readUInt16BE()}`;
}

function join(client: Duplex, port: number): void {
  const target = connect(port, "127.0.0.1");
  for (const [from, to] of [
    [client, target],
    [target, client],
  ] as const) {
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
    from.pipe(to);
  }
}

function withAt(login: string): string {
  return login === "" ? "" : `${login}@`;
}

type Started = Pick<TestProxy, "asked"> & { address: (port: number) => string };

async function listening(server: Server, { asked, address }: Started): Promise<TestProxy> {
  const open = new Set<Socket>();
  server.on("connection", (socket) => open.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: address((server.address() as AddressInfo).port),
    asked,
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
