import { describe, expect, it } from "vitest";
import { normaliseAllowedIps } from "./allowed-ips";

describe("the addresses a token may be used from", () => {
  it.each([
    ["10.0.0.5", "10.0.0.5"],
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["192.168.1.7/32", "192.168.1.7"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:DB8:0:0::1", "2001:db8::1"],
    ["2001:db8::1/32", "2001:db8::/32"],
    ["::ffff:10.0.0.5", "10.0.0.5"],
    ["::ffff:10.0.0.5/104", "10.0.0.0/8"],
  ])("%s is kept as %s", (given, kept) => {
    expect(normaliseAllowedIps([given])).toEqual([kept]);
  });

  it("keeps each once, in the order given", () => {
    expect(normaliseAllowedIps(["10.9.9.9/8", "1.1.1.1", "10.0.0.0/8"])).toEqual(["10.0.0.0/8", "1.1.1.1"]);
  });

  it.each([
    "10",
    "10.1",
    "0x7f.0.0.1",
    "010.0.0.1",
    "256.1.1.1",
    "10.0.0.0/33",
    "10.0.0.0/",
    "::1/129",
    "fe80::1%eth0",
    "example.com",
    "1.1.1.1/8/8",
    "1.1.1.1/-1",
  ])("%s is refused", (given) => {
    expect(() => normaliseAllowedIps([given])).toThrow("token.bad_ip");
  });
});
