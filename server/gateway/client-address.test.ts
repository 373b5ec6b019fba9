import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { addressMatcher, createClientAddress } from "./client-address";

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded ? { "x-forwarded-for": forwarded } : {},
  }) as unknown as IncomingMessage;

describe("the caller's address", () => {
  it("is the connection's, whatever a header says, when no proxy is trusted", () => {
    expect(createClientAddress([])(request("203.0.113.9", "10.0.0.1"))).toBe("203.0.113.9");
    expect(createClientAddress([])(request("::ffff:203.0.113.9"))).toBe("203.0.113.9");
  });

  it("is the nearest one that is no trusted proxy", () => {
    const address = createClientAddress(["10.0.0.0/8"]);
    expect(address(request("10.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2"))).toBe("203.0.113.9");
    expect(address(request("192.0.2.1", "1.1.1.1"))).toBe("192.0.2.1");
  });

  it("stays the proxy's when the header holds no address", () => {
    expect(createClientAddress(["10.0.0.0/8"])(request("10.0.0.1", "unknown"))).toBe("10.0.0.1");
  });
});

describe("address ranges", () => {
  it.each([
    ["192.0.2.0/24", "192.0.2.77", true],
    ["192.0.2.0/24", "192.0.3.1", false],
    ["192.0.2.7", "192.0.2.7", true],
    ["192.0.2.7", "::ffff:192.0.2.7", true],
    ["2001:db8::/32", "2001:db8::1", true],
    ["0.0.0.0/0", "2001:db8::1", false],
    ["nonsense", "192.0.2.7", false],
    ["192.0.2.0/24", "nonsense", false],
  ])("%s holds %s: %s", (range, address, isHeld) => expect(addressMatcher([range])(address)).toBe(isHeld));
});
