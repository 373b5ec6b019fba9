import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "vitest";
import { settleClientAddress } from "./client-address";

function settled(peer: string, forwarded: string | undefined, trusted: string[]): unknown {
  const socket = new Socket();
  Object.defineProperty(socket, "remoteAddress", { value: peer });
  const request = new IncomingMessage(socket);
  if (forwarded !== undefined) request.headers["x-forwarded-for"] = forwarded;
  settleClientAddress(request, trusted);
  return request.headers["x-forwarded-for"];
}

test.each([
  ["a caller without a proxy is its own address, whatever it claims", "203.0.113.9", "10.1.1.1", [], "203.0.113.9"],
  ["an IPv4 caller on an IPv6 socket is shown as IPv4", "::ffff:203.0.113.9", undefined, [], "203.0.113.9"],
  ["a trusted proxy is believed", "10.0.0.2", "198.51.100.7", ["10.0.0.0/8"], "198.51.100.7"],
  [
    "what the caller wrote itself before the proxy's entry is not",
    "10.0.0.2",
    "1.1.1.1, 198.51.100.7",
    ["10.0.0.0/8"],
    "198.51.100.7",
  ],
  [
    "a chain of trusted proxies is followed to its end",
    "10.0.0.2",
    "198.51.100.7, 10.0.0.3",
    ["10.0.0.0/8"],
    "198.51.100.7",
  ],
  ["garbage from a proxy leaves the proxy's own address", "10.0.0.2", "unknown", ["10.0.0.2"], "10.0.0.2"],
])("%s", (_rule, peer, forwarded, trusted, expected) => {
  expect(settled(peer, forwarded, trusted)).toBe(expected);
});
