import { expect, it } from "vitest";
import { RefusalThrottle } from "./refusal-throttle";

it("writes some refusals of an unknown key's address a minute, and more of a known token", () => {
  const throttle = new RefusalThrottle({ knownMax: 3, unknownMax: 1 });
  const unknown = { tokenId: null, ip: "192.0.2.1" };
  const known = { tokenId: "tok_1", ip: "192.0.2.1" };
  expect([0, 1].map((now) => throttle.allows(unknown, now))).toEqual([true, false]);
  expect([0, 1, 2, 3].map((now) => throttle.allows(known, now))).toEqual([true, true, true, false]);
  expect(throttle.allows(unknown, 60_000)).toBe(true);
});
