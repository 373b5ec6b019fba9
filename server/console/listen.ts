import { chmodSync, rmSync } from "node:fs";
import type { Server } from "node:http";

export type Address = { socketPath: string } | { host: string; port: number };

/** Listens at the address; a socket left behind by a killed process is replaced, and only its owner may use the new one. */
export async function listen(server: Server, address: Address): Promise<void> {
  if ("socketPath" in address) rmSync(address.socketPath, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen("socketPath" in address ? { path: address.socketPath } : address, () => {
      server.off("error", reject);
      resolve();
    });
  });
  if ("socketPath" in address) chmodSync(address.socketPath, 0o600);
}

/** Takes no new connection, lets open requests finish, and cuts what is left after `timeoutMs`. */
export async function closeServer(server: Server, timeoutMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await closed;
  clearTimeout(cut);
}
