import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates, type TLSSocket } from "node:tls";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TEST_CERTIFICATE } from "@/server/testing/certificate";
import { startConnectProxy, startSocksProxy, type TestProxy } from "@/server/testing/proxy-server";
import type { EgressPolicy, ResolveAll } from "./egress";
import { egressFetch } from "./egress-fetch";
import { createProxiedDispatcher } from "./egress-proxy";
import { isProxyUrl } from "./proxy-url-schema";

const LOGIN = "operator:p@ss:word";
const PUBLIC = "104.18.6.192";
const operator: EgressPolicy = { allowedHosts: ["127.0.0.1"] };

let server: Server;
let port: number;
const seen: string[] = [];
const open: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.headers.host ?? "");
    response.end("hello");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => Promise.all(open.splice(0).map((one) => one.close())));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const resolvesTo =
  (address: string): ResolveAll =>
  (_host, callback) =>
    callback(null, [{ address, family: 4 }]);

type Over = { url?: string; address?: string; rules?: EgressPolicy; proxyRules?: EgressPolicy; sendsNames?: boolean };

/** One call of http://api.example through a proxy. */
function callThrough(url: string, over: Over = {}) {
  const {
    url: target = "http://api.example/v1",
    address = PUBLIC,
    rules = { allowedHosts: [] },
    proxyRules = operator,
    sendsNames = true,
  } = over;
  const options = { policy: () => rules, resolveAll: resolvesTo(address), connectTimeoutMs: 5_000 };
  const dispatcher = createProxiedDispatcher(options, { url, policy: () => proxyRules, sendsNames });
  open.push(dispatcher);
  return egressFetch(dispatcher, { url: target });
}

async function started(proxy: Promise<TestProxy>): Promise<TestProxy> {
  open.push(await proxy);
  return proxy;
}

const withLogin = (url: string, login: string) => {
  const [user = "", ...rest] = login.split(":");
  const address = new URL(url);
  address.username = user;
  address.password = encodeURIComponent(rest.join(":"));
  return address.href;
};

describe.each([
  ["HTTP", startConnectProxy],
  ["SOCKS", startSocksProxy],
])("a call through a proxy of %s", (_name, start) => {
  it("goes through it, with its login", async () => {
    const proxy = await started(start({ login: LOGIN, leadsTo: port }));
    expect((await callThrough(withLogin(proxy.url, LOGIN))).body).toBe("hello");
    expect(proxy.asked).toEqual([{ target: "api.example:80", login: LOGIN }]);
    expect(seen.at(-1)).toBe("api.example");
  });

  it("speaks TLS with the target inside the tunnel, by the target's name, whatever the proxy was asked for", async () => {
    const names: unknown[] = [];
    const secure = createSecureServer(TEST_CERTIFICATE, (request, response) => {
      names.push((request.socket as TLSSocket).servername);
      response.end("hello inside");
    });
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
    const proxy = await started(start({ leadsTo: (secure.address() as AddressInfo).port }));
    open.push({ close: () => new Promise((resolve) => secure.close(resolve)) });
    const known = getCACertificates("default");
    await expect(callThrough(proxy.url, { url: "https://api.example/v1" })).rejects.toMatchObject({
      reason: "egress.unreachable",
      meta: { code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
    });
    setDefaultCACertificates([...known, TEST_CERTIFICATE.cert]);
    try {
      for (const sendsNames of [true, false]) {
        const answer = await callThrough(proxy.url, { url: "https://api.example/v1", sendsNames });
        expect(answer.body).toBe("hello inside");
      }
    } finally {
      setDefaultCACertificates(known);
    }
    expect(names).toEqual(["api.example", "api.example"]);
    expect(proxy.asked.map(({ target }) => target)).toEqual(["api.example:443", "api.example:443", `${PUBLIC}:443`]);
  });

  it("asks for the address that was checked where a stranger named the target", async () => {
    const proxy = await started(start({ leadsTo: port }));
    await callThrough(proxy.url, { sendsNames: false });
    expect(proxy.asked).toEqual([{ target: `${PUBLIC}:80`, login: "" }]);
  });

  it("fails when the proxy refuses the login, and is not made directly", async () => {
    const proxy = await started(start({ login: LOGIN, leadsTo: port }));
    const before = seen.length;
    const refused = { code: "UPSTREAM", reason: "egress.proxy_refused" };
    await expect(callThrough(withLogin(proxy.url, "operator:wrong"))).rejects.toMatchObject(refused);
    await expect(callThrough(withLogin(proxy.url, ""))).rejects.toMatchObject(refused);
    expect(seen.length).toBe(before);
  });

  it("fails when the proxy is away, and is not made directly", async () => {
    const proxy = await start({ leadsTo: port });
    await proxy.close();
    const before = seen.length;
    await expect(callThrough(proxy.url)).rejects.toMatchObject({ reason: "egress.proxy_unreachable" });
    expect(seen.length).toBe(before);
  });

  it("is refused for a target in a private network before the proxy hears of it", async () => {
    const proxy = await started(start({ leadsTo: port }));
    await expect(callThrough(proxy.url, { address: "10.0.0.1" })).rejects.toMatchObject({ reason: "egress.refused" });
    const rules: EgressPolicy = { allowedHosts: [], domains: { mode: "deny", names: ["api.example"] } };
    await expect(callThrough(proxy.url, { rules })).rejects.toMatchObject({ reason: "egress.forbidden" });
    expect(proxy.asked).toEqual([]);
  });

  it("is refused when the proxy itself lies where the operator did not allow it", async () => {
    const proxy = await started(start({ leadsTo: port }));
    const proxyRules = { allowedHosts: [] };
    const rules = { allowedHosts: ["127.0.0.1"] };
    await expect(callThrough(proxy.url, { proxyRules, rules })).rejects.toMatchObject({ reason: "egress.refused" });
    expect(proxy.asked).toEqual([]);
  });
});

it("what is no proxy of HTTP is told in words", async () => {
  const { createServer: createTcp } = await import("node:net");
  const odd = createTcp((socket) => socket.resume().end("220 mail.example ESMTP\r\n\r\n"));
  await new Promise<void>((resolve) => odd.listen(0, "127.0.0.1", resolve));
  open.push({ close: () => new Promise((resolve) => odd.close(resolve)) });
  const call = callThrough(`http://127.0.0.1:${(odd.address() as AddressInfo).port}`);
  await expect(call).rejects.toMatchObject({ reason: "egress.proxy_refused", meta: { status: "no HTTP" } });
});

describe("the address of a proxy", () => {
  it.each(["http://proxy.example:3128", "https://user:p%40ss@proxy.example", "socks5://10.0.0.1:1080/"])(
    "%s is one",
    (url) => expect(isProxyUrl(url)).toBe(true),
  );
  it.each([
    "proxy.example:3128",
    "ftp://proxy.example",
    "http://proxy.example/path",
    "http://u:100%@proxy.example",
    "",
  ])("%s is none", (url) => expect(isProxyUrl(url)).toBe(false));
});
