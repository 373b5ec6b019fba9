import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assertEgressAllowed, createEgressDispatcher, type ResolveAll } from "./egress";
import { egressFetch } from "./egress-fetch";

const refused = expect.objectContaining({ code: "FORBIDDEN", reason: "egress.refused" });
const strict = { allowedHosts: [] };

let server: Server;
let port: number;
const seen: { url: string; authorization: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer((req, res) => {
    seen.push({ url: req.url ?? "", authorization: req.headers.authorization });
    const target = new URL(req.url ?? "/", "http://x").searchParams.get("to");
    if (req.url === "/loop") res.writeHead(302, { location: "/loop" }).end();
    else if (target) res.writeHead(302, { location: target }).end();
    else res.end(`hello from ${req.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const resolvesTo =
  (...addresses: string[]): ResolveAll =>
  (_host, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

describe("a connection", () => {
  it.each([
    ["loopback", "http://127.0.0.1"],
    ["a decimal address", "http://2130706433"],
    ["an octal address", "http://0177.0.0.1"],
    ["a hex address", "http://0x7f.1"],
    ["a short address", "http://127.1"],
    ["unspecified", "http://0.0.0.0"],
    ["IPv6 loopback", "http://[::1]"],
    ["IPv6 unspecified", "http://[::]"],
    ["IPv4-mapped", "http://[::ffff:127.0.0.1]"],
    ["NAT64", "http://[64:ff9b::7f00:1]"],
    ["localhost", "http://localhost"],
    ["full-width digits", "http://１２７.0.0.1"],
    ["metadata", "http://169.254.169.254/latest/meta-data"],
  ])("to %s is refused before a byte is sent", async (_why, url) => {
    const dispatcher = createEgressDispatcher({ policy: () => strict });
    const target = new URL(url);
    target.port = String(port);
    const before = seen.length;
    await expect(request(target, { dispatcher })).rejects.toEqual(refused);
    expect(seen.length).toBe(before);
    await dispatcher.close();
  });

  it("to a name that resolves to a private address is refused", async () => {
    const dispatcher = createEgressDispatcher({ policy: () => strict, resolveAll: resolvesTo("127.0.0.1") });
    await expect(request(`http://innocent.example:${port}`, { dispatcher })).rejects.toEqual(refused);
    await dispatcher.close();
  });

  it("is pinned to the address that was checked: a second answer of the DNS changes nothing", async () => {
    let asked = 0;
    const rebinding: ResolveAll = (_host, callback) => {
      asked += 1;
      callback(null, [{ address: "127.0.0.1", family: 4 }]);
    };
    const policy = { allowedHosts: ["127.0.0.0/8"] };
    const dispatcher = createEgressDispatcher({ policy: () => policy, resolveAll: rebinding });
    const response = await request(`http://rebind.example:${port}/pinned`, { dispatcher });
    expect(await response.body.text()).toBe("hello from /pinned");
    expect(asked).toBe(1);
    await dispatcher.close();
  });

  it("is made to the allowed ones only, when a name has several addresses", async () => {
    const policy = { allowedHosts: ["127.0.0.1"] };
    const dispatcher = createEgressDispatcher({
      policy: () => policy,
      resolveAll: resolvesTo("169.254.169.254", "10.0.0.1", "127.0.0.1"),
    });
    const response = await request(`http://many.example:${port}/several`, { dispatcher });
    expect(await response.body.text()).toBe("hello from /several");
    await dispatcher.close();
  });

  it("to a listed host and port works, to another port of it does not", async () => {
    const policy = { allowedHosts: [`localhost:${port}`] };
    const dispatcher = createEgressDispatcher({ policy: () => policy, resolveAll: resolvesTo("127.0.0.1") });
    expect((await request(`http://localhost:${port}`, { dispatcher })).statusCode).toBe(200);
    await expect(request("http://localhost:1", { dispatcher })).rejects.toEqual(refused);
    await dispatcher.close();
  });

  it("to a listed name still never reaches the metadata service", async () => {
    const policy = { allowedHosts: ["*.internal"] };
    const dispatcher = createEgressDispatcher({ policy: () => policy, resolveAll: resolvesTo("169.254.169.254") });
    await expect(request("http://metadata.google.internal/", { dispatcher })).rejects.toEqual(refused);
    await dispatcher.close();
  });

  it("is refused by the site's lists of ports and domains before a name is resolved", async () => {
    const policy = { allowedHosts: ["127.0.0.1"], domains: { mode: "deny" as const, names: ["closed.test"] } };
    const resolveAll: ResolveAll = () => {
      throw new Error("resolved");
    };
    const dispatcher = createEgressDispatcher({ policy: () => policy, resolveAll });
    await expect(request(`http://closed.test:${port}`, { dispatcher })).rejects.toMatchObject({
      reason: "egress.forbidden",
    });
    await dispatcher.close();
    await expect(assertEgressAllowed("https://closed.test", policy, resolveAll)).rejects.toMatchObject({
      reason: "egress.forbidden",
      meta: { host: "closed.test", port: "443" },
    });
  });

  it("follows the setting as it is now", async () => {
    let policy: { allowedHosts: string[] } = { allowedHosts: [] };
    const dispatcher = createEgressDispatcher({ policy: () => policy });
    await expect(request(`http://127.0.0.1:${port}`, { dispatcher })).rejects.toEqual(refused);
    policy = { allowedHosts: ["127.0.0.1"] };
    expect((await request(`http://127.0.0.1:${port}`, { dispatcher })).statusCode).toBe(200);
    await dispatcher.close();
  });
});

describe("a management call", () => {
  const policy = { allowedHosts: ["one.test", "two.test"] };
  const dispatcher = createEgressDispatcher({ policy: () => policy, resolveAll: resolvesTo("127.0.0.1") });
  const headers = { authorization: "Bearer secret" };
  const at = (host: string, to?: string) => `http://${host}:${port}/${to ? `?to=${encodeURIComponent(to)}` : "end"}`;
  afterAll(() => dispatcher.close());

  it("follows a redirect and keeps its credentials at home", async () => {
    const same = await egressFetch(dispatcher, { url: at("one.test", "/end"), headers });
    expect(same).toMatchObject({ status: 200, body: "hello from /end" });
    expect(seen.at(-1)?.authorization).toBe("Bearer secret");
    await egressFetch(dispatcher, { url: at("one.test", at("two.test")), headers });
    expect(seen.at(-1)?.authorization).toBeUndefined();
  });

  it("does not follow one to a place the guard refuses", async () => {
    await expect(egressFetch(dispatcher, { url: at("one.test", at("three.test")), headers })).rejects.toEqual(refused);
    await expect(egressFetch(dispatcher, { url: at("one.test", "http://169.254.169.254/"), headers })).rejects.toEqual(
      refused,
    );
    await expect(egressFetch(dispatcher, { url: at("one.test", "file:///etc/passwd") })).rejects.toMatchObject({
      reason: "egress.url_invalid",
    });
  });

  it("gives up after three", async () => {
    const before = seen.length;
    const loop = egressFetch(dispatcher, { url: `http://one.test:${port}/loop` });
    await expect(loop).rejects.toMatchObject({ reason: "egress.too_many_redirects" });
    expect(seen.length - before).toBe(4);
  });

  it("ends an answer that is too large", async () => {
    await expect(egressFetch(dispatcher, { url: at("one.test"), bodyBytesMax: 4 })).rejects.toMatchObject({
      reason: "egress.answer_too_large",
    });
  });

  it("says when nobody answers", async () => {
    await expect(egressFetch(dispatcher, { url: "http://one.test:1/" })).rejects.toMatchObject({
      code: "UPSTREAM",
      reason: "egress.unreachable",
    });
  });
});

describe("a URL in a form", () => {
  it.each(["ftp://example.com", "file:///etc/passwd", "not a url", "http://user:pass@example.com"])(
    "%s is no address to call",
    async (url) => {
      await expect(assertEgressAllowed(url, strict)).rejects.toMatchObject({ reason: "egress.url_invalid" });
    },
  );

  it("is checked against what its name resolves to", async () => {
    await expect(
      assertEgressAllowed("https://api.example.com/v1", strict, resolvesTo("104.18.6.192")),
    ).resolves.toBeInstanceOf(URL);
    await expect(assertEgressAllowed("https://api.example.com/v1", strict, resolvesTo("10.0.0.1"))).rejects.toEqual(
      refused,
    );
    const unknown: ResolveAll = (_host, callback) => callback(new Error("ENOTFOUND"), []);
    await expect(assertEgressAllowed("https://nowhere.example", strict, unknown)).rejects.toMatchObject({
      reason: "egress.host_unknown",
    });
  });
});
