import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type TcpProxy = {
  port: number;
  /** Cuts all connections and takes no new ones. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Keeps connections and takes new ones, and lets nothing through any more. */
  freeze(): void;
  close(): Promise<void>;
};

/** A wire between us and a server that a test can cut. */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((client) => {
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => undefined);
    }
    if (!isFrozen) client.pipe(upstream).pipe(client);
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const cut = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const freeze = () => {
    isFrozen = true;
    for (const socket of sockets) socket.unpipe().pause();
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const restore = async () => {
    if (!server.listening) await listen(port);
  };
  return { port, cut, restore, freeze, close: async () => (server.listening ? cut() : undefined) };
}
