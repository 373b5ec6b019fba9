import { describe, expect, it, vi } from "vitest";
import { AutoBan } from "./ban";
import { GatewayError } from "./errors";
import type { AutoDisableSettings } from "./settings";
import { testChannel } from "./testing/channel";
import type { Failure } from "./upstream-failure";

const KEY = { id: "cky_1", secret: "sk" };
const settings: AutoDisableSettings = {
  isEnabled: true,
  statuses: [401],
  keywords: ["credit balance"],
  failures: 3,
  windowMs: 1_000,
};
const failure = (over: Partial<Failure>): Failure => ({
  error: new GatewayError({ status: 502, type: "upstream_error", code: "x", message: "x" }),
  fault: "key",
  isRetryable: true,
  isKeyDead: false,
  isTimeout: false,
  status: 401,
  detail: "no",
  ...over,
});

function banOf(channel = testChannel(), over: Partial<AutoDisableSettings> = {}) {
  const switchOff = { key: vi.fn(async () => "key"), channel: vi.fn(async () => true) };
  const ban = new AutoBan(switchOff);
  const fail = (now: number, of: Partial<Failure> = {}, key: { id: string | null; secret: string } = KEY) =>
    ban.failed({ channel, key, failure: failure(of), settings: { ...settings, ...over }, now });
  return { ban, switchOff, fail, channel };
}

describe("switching off what keeps failing", () => {
  it("takes as many failures as set, within the window", () => {
    const { fail, switchOff } = banOf();
    expect([fail(0), fail(1), fail(2)]).toEqual([false, false, true]);
    expect(switchOff.key).toHaveBeenCalledExactlyOnceWith("cky_1", "401: no");
    expect([fail(10), fail(900), fail(1_020)]).toEqual([false, false, false]);
  });

  it("starts counting anew after a success", () => {
    const { ban, fail, channel } = banOf();
    fail(0);
    fail(1);
    ban.succeeded(channel, KEY);
    expect(fail(2)).toBe(false);
  });

  it("blames the key for a key's fault and the channel for its own, and where there is no key", () => {
    const ofChannel = banOf(testChannel(), { failures: 1, statuses: [404] });
    ofChannel.fail(0, { fault: "channel", status: 404 });
    expect(ofChannel.switchOff.channel).toHaveBeenCalledOnce();
    const keyless = banOf(testChannel(), { failures: 1 });
    keyless.fail(0, {}, { id: null, secret: "" });
    expect(keyless.switchOff.channel).toHaveBeenCalledOnce();
    expect(keyless.switchOff.key).not.toHaveBeenCalled();
  });

  it.each<[string, Partial<Failure>, boolean]>([
    ["a dead key", { isKeyDead: true, status: 403 }, true],
    ["words of an empty account", { status: 400, detail: "Your CREDIT BALANCE is too low" }, true],
    ["a client's mistake, even with a listed status", { fault: "client", status: 401 }, false],
    ["an upstream that is down", { fault: "upstream", status: 500 }, false],
    ["an upstream that does not answer", { fault: "upstream", status: null }, false],
    ["a limit reached", { fault: "upstream", status: 429, detail: "slow down" }, false],
  ])("counts %s", (_name, of, isCounted) => {
    expect(banOf(testChannel(), { failures: 1 }).fail(0, of)).toBe(isCounted);
  });

  it("is left alone where the site or the channel does not want it", () => {
    expect(banOf(testChannel({ isAutoBan: false }), { failures: 1 }).fail(0)).toBe(false);
    expect(banOf(testChannel(), { failures: 1, isEnabled: false }).fail(0)).toBe(false);
  });
});
