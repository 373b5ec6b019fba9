import { expect, test } from "vitest";
import { rangeOfLink } from "./range-of-link";

const at = Date.UTC(2026, 10, 1);

test.each([
  [{ model: "a" }, null],
  [{ from: String(at), model: "a" }, "model=a&range=2026-11-01T00%3A00%3A00.000Z%7E"],
  [
    { from: "2026-11-01T00:00:00Z", to: String(at + 1_000) },
    "range=2026-11-01T00%3A00%3A00.000Z%7E2026-11-01T00%3A00%3A01.000Z",
  ],
  [{ from: "yesterday", status: ["4xx", "5xx"] }, "status=4xx&status=5xx"],
])("%j", (query, range) => {
  expect(rangeOfLink(query)).toBe(range);
});
