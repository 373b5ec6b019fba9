import { expect, test } from "vitest";
import { allowanceOfPeriod } from "./worth";

test("a period is worth what its tightest window lets through", () => {
  const day = { kind: "day", quota: 10n } as const;
  const hours5 = { kind: "hours5", quota: 1n } as const;
  expect(allowanceOfPeriod({ periodQuota: 1_000n, windows: [] }, "month")).toBe(1_000n);
  expect(allowanceOfPeriod({ periodQuota: null, windows: [day] }, "month")).toBe(310n);
  expect(allowanceOfPeriod({ periodQuota: 200n, windows: [day, hours5] }, "month")).toBe(149n);
  expect(allowanceOfPeriod({ periodQuota: null, windows: [] }, "year")).toBe(0n);
});
