import type { Socket } from "node:net";
import { Agent, buildConnector } from "undici";
import { createEgressConnector, type EgressOptions, type EgressPolicy, findEgressTarget } from "./egress";
import { AppError } from "./errors";
import { openTunnel, type ProxyLogin } from "./proxy-tunnel";

export type EgressProxy = {
  /** http://, https:// or socks5://, with user and password in it where the proxy asks for them. */
  url: string;
  /** Where the proxy itself may lie: it is the operator's, so the operator's rules hold, whoever's call goes through it. */
  policy: () => EgressPolicy;
  /**
   * Whether the proxy gets the target's name, as proxies that filter by name need it, or the very address that was checked,
   * so that a second answer of the DNS leads nowhere else: for targets that strangers name.
   */
  sendsNames: boolean;
};

const DEFAULT_PORTS: Record<string, string> = { "http:": "80", "https:": "443", "socks5:": "1080" };
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Makes the connector of calls that go through a proxy: the target passes the same guard as without one, the proxy passes its
 * own, and when the proxy fails so does the call: nothing ever goes around it. Errors: what the guard throws, and UPSTREAM
 * `egress.proxy_unreachable`, `egress.proxy_refused` (with `status`: its answer, or what SOCKS calls it), which name no host,
 * because customers may read them.
 */
export function createProxiedConnector(options: EgressOptions, proxy: EgressProxy): buildConnector.connector {
  const timeoutMs = options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const connectProxy = createEgressConnector({ ...options, policy: proxy.policy });
  const secure = buildConnector({ timeout: timeoutMs, allowH2: false });
  const { address, login } = readProxy(proxy.url);
  return (target, callback) => {
    const connect = async () => {
      const checked = await findEgressTarget(options, target);
      const socket = await reach(connectProxy, address);
      try {
        const host = proxy.sendsNames ? checked.host : checked.address;
        await openTunnel(socket, { login, host, port: checked.port, timeoutMs });
      } catch (error) {
        socket.destroy();
        throw error;
      }
      return socket;
    };
    connect().then(
      (socket) => {
        if (target.protocol === "https:") secure({ ...target, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (error: Error) => callback(error, null),
    );
  };
}

/** An undici Agent whose every connection passes the guard and goes through the proxy, as createEgressDispatcher without one. */
export function createProxiedDispatcher(
  options: EgressOptions & Omit<Agent.Options, "connect" | "factory">,
  proxy: EgressProxy,
): Agent {
  const { policy, connectTimeoutMs, resolveAll, ...agentOptions } = options;
  const connect = createProxiedConnector({ policy, connectTimeoutMs, resolveAll }, proxy);
  return new Agent({ ...agentOptions, connect });
}

type Address = { hostname: string; host: string; protocol: string; port: string };

function readProxy(text: string): { address: Address; login: ProxyLogin } {
  const { protocol, hostname, port, username, password } = new URL(text);
  return {
    address: {
      hostname,
      host: hostname,
      // SOCKS begins on a plain connection.
      protocol: protocol === "https:" ? "https:" : "http:",
      port: port || (DEFAULT_PORTS[protocol] ?? ""),
    },
    login: {
      isSocks: protocol === "socks5:",
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
    },
  };
}

function reach(connect: buildConnector.connector, address: Address): Promise<Socket> {
  return new Promise((resolve, reject) => {
    connect(address, (error, socket) => {
      if (socket) resolve(socket);
      else reject(error instanceof AppError ? error : proxyUnreachable(error));
    });
  });
}

function proxyUnreachable(cause: unknown): AppError {
  const message = "The proxy could not be reached.";
  return new AppError("UPSTREAM", { reason: "egress.proxy_unreachable", message, cause });
}
