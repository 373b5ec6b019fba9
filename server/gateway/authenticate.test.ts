import { describe, expect, it, vi } from "vitest";
import { AuthCache } from "./auth-cache";
import type { AuthEntry } from "./auth-entry";
import { authenticate, readKey } from "./authenticate";
import { addressMatcher } from "./client-address";
import { testAuthEntry } from "./testing/auth-entry";
import { startTrace } from "./trace";

const KEY = "sk-abcdefghijklmnop";
const newTrace = (ip = "192.0.2.1") =>
  startTrace({ requestId: "req_1", endpoint: "chat", ip, clientRequestId: "", startedAt: Date.now() }, 0);

function check(entry: AuthEntry | null, ip?: string) {
  const trace = newTrace(ip);
  const result = authenticate(new AuthCache(async () => entry), { headers: { authorization: `Bearer ${KEY}` }, trace });
  return { result, trace };
}

describe("a key", () => {
  it("is read from a bearer or an x-api-key header", () => {
    expect(readKey({ authorization: `bearer  ${KEY} ` })).toBe(KEY);
    expect(readKey({ "x-api-key": KEY })).toBe(KEY);
    expect(readKey({ authorization: "Basic abc" })).toBeNull();
    expect(readKey({ authorization: `Bearer ${"x".repeat(300)}` })).toBeNull();
    expect(readKey({})).toBeNull();
  });

  it("that is good names its account, also in the trace", async () => {
    const { result, trace } = check(testAuthEntry({ groupName: "vip" }));
    expect(await result).toMatchObject({ userId: "usr_1", groupName: "vip" });
    expect(trace).toMatchObject({ userId: "usr_1", tokenId: "tok_1", groupName: "vip" });
  });

  it.each([
    [null, 401, "invalid_api_key"],
    [testAuthEntry({ isTokenDeleted: true }), 401, "invalid_api_key"],
    [testAuthEntry({ isUserDeleted: true }), 401, "invalid_api_key"],
    [testAuthEntry({ tokenStatus: "disabled" }), 401, "token_disabled"],
    [testAuthEntry({ tokenExpiresAt: 1 }), 401, "token_expired"],
    [testAuthEntry({ keyExpiresAt: 1 }), 401, "key_expired"],
    [testAuthEntry({ userStatus: "disabled" }), 403, "account_disabled"],
    [testAuthEntry({ isAllowedAddress: addressMatcher(["10.0.0.0/8"]) }), 403, "ip_not_allowed"],
  ])("that may not be used is refused by name (case %#)", async (entry, status, code) => {
    await expect(check(entry).result).rejects.toMatchObject({ status, code });
  });

  it("never stands whole in an error", async () => {
    await expect(check(null).result).rejects.not.toThrow(KEY);
  });

  it("that is missing is told how to be sent", async () => {
    const attempt = authenticate(new AuthCache(async () => null), { headers: {}, trace: newTrace() });
    await expect(attempt).rejects.toMatchObject({ status: 401, code: "missing_api_key" });
  });

  it("that cannot be looked up is not called wrong", async () => {
    const cache = new AuthCache(() => Promise.reject(new Error("gone")));
    const attempt = authenticate(cache, { headers: { "x-api-key": KEY }, trace: newTrace() });
    await expect(attempt).rejects.toMatchObject({ status: 503, retryAfterMs: 1_000 });
  });
});

describe("the memory of keys", () => {
  it("asks the database once for simultaneous requests of a key, and remembers unknown ones", async () => {
    const find = vi.fn(async (hash: string) => (hash === "known" ? testAuthEntry() : null));
    const cache = new AuthCache(find);
    await Promise.all([cache.read("known"), cache.read("known"), cache.read("other")]);
    expect(find).toHaveBeenCalledTimes(2);
    expect(cache.peek("known")?.userId).toBe("usr_1");
    expect(cache.peek("other")).toBeNull();
  });

  it("forgets all when something changed, and does not keep what was read before that", async () => {
    let release: (entry: AuthEntry) => void = () => undefined;
    const cache = new AuthCache(() => new Promise((resolve) => (release = resolve)));
    const reading = cache.read("hash");
    cache.clear();
    release(testAuthEntry());
    await reading;
    expect(cache.peek("hash")).toBeUndefined();
  });
});
