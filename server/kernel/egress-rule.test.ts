import { describe, expect, it } from "vitest";
import { findAllowedHostFault, isAddressAllowed, isHostListed, isNameAllowed, isPublicAddress } from "./egress-rule";

const none = { allowedHosts: [] };

describe("which addresses are public", () => {
  it.each([
    ["loopback", "127.0.0.1"],
    ["any loopback", "127.255.255.254"],
    ["unspecified, which systems take for this host", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private 10", "10.1.2.3"],
    ["private 172", "172.31.255.1"],
    ["private 192", "192.168.0.1"],
    ["shared by carriers", "100.64.0.1"],
    ["link-local", "169.254.1.1"],
    ["cloud metadata", "169.254.169.254"],
    ["Azure's host service, a public-looking address", "168.63.129.16"],
    ["Alibaba's metadata", "100.100.100.200"],
    ["benchmarking", "198.18.0.1"],
    ["documentation", "192.0.2.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["IPv6 loopback", "::1"],
    ["IPv6 unspecified", "::"],
    ["IPv4-mapped loopback", "::ffff:127.0.0.1"],
    ["IPv4-mapped, in hex", "::ffff:7f00:1"],
    ["IPv4-compatible", "::7f00:1"],
    ["IPv4-translated", "::ffff:0:7f00:1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["local NAT64", "64:ff9b:1::7f00:1"],
    ["6to4 around loopback", "2002:7f00:1::"],
    ["Teredo", "2001::1"],
    ["unique local", "fd00::1"],
    ["AWS metadata over IPv6", "fd00:ec2::254"],
    ["IPv6 link-local", "fe80::1"],
    ["link-local with a zone", "fe80::1%eth0"],
    ["old site-local", "fec0::1"],
    ["IPv6 multicast", "ff02::1"],
    ["IPv6 documentation", "2001:db8::1"],
    ["discard", "100::1"],
    ["no address", "example.com"],
  ])("%s is not: %s", (_why, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["1.1.1.1", "8.8.8.8", "104.18.6.192", "2606:4700::6810:1", "2a00:1450:4001::200e"])("%s is", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("what the allow list opens", () => {
  const policy = {
    allowedHosts: ["localhost:11434", "ollama.lan", "*.internal", "10.0.0.0/8", "192.168.1.20", "fd12::/16", " "],
  };

  it.each([
    ["localhost", "11434"],
    ["LOCALHOST.", "11434"],
    ["ollama.lan", "80"],
    ["gpu.eu.internal", "443"],
  ])("the named host %s:%s", (host, port) => expect(isHostListed(policy, host, port)).toBe(true));

  it.each([
    ["localhost", "22"],
    ["internal", "443"],
    ["evilinternal", "443"],
    ["ollama.lan.example.com", "80"],
    ["xollama.lan", "80"],
  ])("not %s:%s", (host, port) => expect(isHostListed(policy, host, port)).toBe(false));

  it.each([
    ["10.9.8.7", true],
    ["192.168.1.20", true],
    ["192.168.1.21", false],
    ["fd12::5", true],
    ["::ffff:10.0.0.1", false],
    ["127.0.0.1", false],
  ])("address %s: %s", (address, isAllowed) => expect(isAddressAllowed(policy, address)).toBe(isAllowed));

  it("never the machine's metadata service, even in a listed range", () => {
    const wide = { allowedHosts: ["0.0.0.0/0", "::/0"] };
    expect(isAddressAllowed(wide, "127.0.0.1")).toBe(true);
    expect(isAddressAllowed(wide, "169.254.169.254")).toBe(false);
    expect(isAddressAllowed(wide, "::ffff:169.254.169.254")).toBe(false);
    expect(isAddressAllowed(none, "169.254.169.254")).toBe(false);
  });
});

describe("entries of the list", () => {
  it.each(["localhost:11434", "*.internal", "10.0.0.0/8", "fd00::/8", "[::1]:8080", "host-1.lan", "192.168.0.1"])(
    "%s is understood",
    (entry) => expect(findAllowedHostFault(entry)).toBeNull(),
  );
  it.each([
    ["", "empty"],
    ["http://x.lan", "not_a_host"],
    ["a b", "not_a_host"],
    ["*", "not_a_host"],
    ["x.lan/path", "not_a_host"],
  ])("%s is not", (entry, fault) => expect(findAllowedHostFault(entry)).toBe(fault));
});

describe("ports and domains", () => {
  const listed = { allowedHosts: ["localhost:11434", "ollama.lan"] };

  it("are all open where nothing is said", () => {
    expect(isNameAllowed(none, "api.example.com", "8443")).toBe(true);
  });

  it("other than the listed ones are closed, but for hosts that are listed with theirs", () => {
    const policy = { ...listed, allowedPorts: [443] };
    expect(isNameAllowed(policy, "api.example.com", "443")).toBe(true);
    expect(isNameAllowed(policy, "api.example.com", "22")).toBe(false);
    expect(isNameAllowed(policy, "localhost", "11434")).toBe(true);
    expect(isNameAllowed(policy, "localhost", "22")).toBe(false);
  });

  it("on a list of what is closed are closed, in whatever case and with a root dot", () => {
    const policy = { ...none, domains: { mode: "deny" as const, names: ["evil.example", "*.evil.example"] } };
    for (const host of ["evil.example", "API.Evil.Example", "evil.example."]) {
      expect(isNameAllowed(policy, host, "443")).toBe(false);
    }
    expect(isNameAllowed(policy, "notevil.example", "443")).toBe(true);
  });

  it("on a list of what is open are the only ones, with the listed hosts", () => {
    const policy = { ...listed, domains: { mode: "allow" as const, names: ["*.openai.com"] } };
    expect(isNameAllowed(policy, "api.openai.com", "443")).toBe(true);
    expect(isNameAllowed(policy, "openai.com", "443")).toBe(false);
    expect(isNameAllowed(policy, "203.0.113.5", "443")).toBe(false);
    expect(isNameAllowed(policy, "ollama.lan", "80")).toBe(true);
  });
});
