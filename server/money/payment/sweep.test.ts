import { describe, expect, it } from "vitest";
import { isDue } from "./sweep";

const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(minutes * MINUTE_MS);
const order = { createdAt: at(0), expiresAt: at(60), status: "pending", polledAt: null as Date | null };

/** The minutes at which an order is asked about, when somebody looks every minute. */
function askedAt(status: string, upTo: number): number[] {
  const asked: number[] = [];
  let polledAt: Date | null = null;
  for (let minute = 0; minute <= upTo; minute += 1) {
    if (!isDue({ ...order, status, polledAt }, at(minute))) continue;
    polledAt = at(minute);
    asked.push(minute);
  }
  return asked;
}

describe("asking a provider about an order", () => {
  it("begins after a minute and slows down, but an open order never waits more than ten minutes", () => {
    expect(askedAt("pending", 50)).toEqual([1, 2, 4, 8, 16, 26, 36, 46]);
  });

  it("happens once more at the end, so that what was paid in the last minute does not expire", () => {
    const polledAt = at(59);
    expect(isDue({ ...order, polledAt }, at(59.9))).toBe(false);
    expect(isDue({ ...order, polledAt }, at(60))).toBe(true);
    expect(isDue({ ...order, polledAt: at(60) }, at(61))).toBe(false);
  });

  it("goes on ever more rarely once the order has expired", () => {
    expect(askedAt("expired", 200)).toEqual([1, 2, 4, 8, 16, 32, 64, 128]);
  });
});
