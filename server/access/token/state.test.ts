import { describe, expect, it } from "vitest";
import { tokenState } from "./state";

const now = new Date("2026-06-01T00:00:00Z");
const token = { status: "enabled", expiresAt: null as Date | null, isUnlimited: true, remainQuota: 0n };

describe("the state of a token", () => {
  it("is enabled while it is unlimited or has quota left", () => {
    expect(tokenState(token, now)).toBe("enabled");
    expect(tokenState({ ...token, isUnlimited: false, remainQuota: 1n }, now)).toBe("enabled");
  });

  it("is exhausted when its own quota is spent", () => {
    expect(tokenState({ ...token, isUnlimited: false }, now)).toBe("exhausted");
  });

  it("is expired from the very millisecond of its expiry", () => {
    expect(tokenState({ ...token, expiresAt: now }, now)).toBe("expired");
    expect(tokenState({ ...token, expiresAt: new Date(now.getTime() + 1) }, now)).toBe("enabled");
  });

  it("stays disabled whatever else is true of it", () => {
    expect(tokenState({ ...token, status: "disabled", expiresAt: now }, now)).toBe("disabled");
  });
});
