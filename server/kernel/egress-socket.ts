import { Agent, type ClientRequestArgs } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createEgressConnector, type EgressOptions } from "./egress";

type Target = { host: string; port: number };

/**
 * Opens a plain connection past the same guard as every call by HTTP, for protocols of other kinds (mail). Throws FORBIDDEN
 * `egress.refused`, or the system's own error (ECONNREFUSED, ENOTFOUND …).
 */
export function connectGuarded(options: EgressOptions, { host, port }: Target): Promise<Socket> {
  const connect = createEgressConnector(options);
  return new Promise((resolve, reject) => {
    const target = { hostname: host, host, protocol: "http:", port: String(port) };
    connect(target, (error, socket) => {
      if (socket) resolve(socket);
      else reject(error ?? new Error("no connection was made"));
    });
  });
}

/** An agent for libraries that call by Node's own http and https: every connection of theirs passes the guard. */
export class GuardedAgent extends Agent {
  /** Neither "http:" nor "https:", so that Node takes it for both. */
  protocol: string | undefined = undefined;
  readonly #connect: ReturnType<typeof createEgressConnector>;

  constructor(options: EgressOptions) {
    super({ keepAlive: false });
    this.#connect = createEgressConnector(options);
  }

  override createConnection(
    { host, port, protocol, servername }: ClientRequestArgs & { servername?: string },
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const hostname = host ?? "";
    const target = { hostname, host: hostname, protocol: protocol ?? "http:", port: String(port ?? "") };
    this.#connect({ ...target, ...(servername ? { servername } : {}) }, (error, socket) => {
      // Node's own type says that there is always a stream; with an error it looks at nothing else.
      callback?.(error, socket as Duplex);
    });
    return undefined;
  }
}
