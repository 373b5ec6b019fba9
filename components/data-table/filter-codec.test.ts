import { describe, expect, test } from "vitest";
import { parseFilter, resolveFilter, serializeFilter } from "./filter-codec";

describe("a filter survives the way through the URL", () => {
  test.each([
    ["search", "claude 3"],
    ["boolean", false],
    ["options", ["a", "with,comma"]],
    ["dateRange", { preset: "24h" }],
    ["dateRange", { from: Date.UTC(2026, 10, 1), to: null }],
    ["numberRange", { min: 0, max: null }],
    ["numberRange", { min: null, max: 2.5 }],
  ] as const)("%s %j", (kind, value) => {
    const raw = Array.isArray(value) ? [...value] : value;
    expect(parseFilter(kind, serializeFilter(raw as Parameters<typeof serializeFilter>[0]))).toEqual(value);
  });

  test.each([
    ["dateRange", "yesterday~"],
    ["numberRange", "x~y"],
    ["boolean", "maybe"],
    ["options", ","],
    ["text", "  "],
  ] as const)("a damaged %s is as if it were not there", (kind, text) => {
    expect(parseFilter(kind, text)).toBeNull();
  });
});

test("a relative range ends now and moves with it", () => {
  const now = Date.UTC(2026, 10, 22, 12);
  expect(resolveFilter({ preset: "1h" }, now)).toEqual({ from: new Date(now - 3_600_000), to: undefined });
});
