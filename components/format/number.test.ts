import { describe, expect, test } from "vitest";
import { formatBytes, formatCompact, formatDuration, formatNumber, formatPercent } from "./number";

describe("numbers read alike everywhere", () => {
  test.each([
    [0, "0"],
    [999, "999"],
    [12_400, "12.4k"],
    [1_000, "1k"],
    [250_000, "250k"],
    [3_100_000, "3.1M"],
    [-12_400, "\u221212.4k"],
  ])("%d tokens read %s", (value, text) => expect(formatCompact(value)).toBe(text));

  test.each([
    [0, "0 ms"],
    [842.4, "842 ms"],
    [1_234, "1.23 s"],
    [61_000, "1 min 1 s"],
    [3_720_000, "1 h 2 min"],
  ])("%d ms read %s", (value, text) => expect(formatDuration(value)).toBe(text));

  test("negative numbers carry a minus sign, not a hyphen", () => {
    expect(formatNumber(-1234, "en")).toBe("\u22121,234");
  });

  test("shares near the ends keep their digits", () => {
    expect(formatPercent(0.9987, "en")).toBe("99.87%");
    expect(formatPercent(0.5, "en")).toBe("50%");
  });

  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_000, "1.0 kB"],
    [123_456_789, "123 MB"],
    [12_300_000_000n, "12.3 GB"],
    [9e18, "9000000 TB"],
  ])("%d bytes read %s", (value, text) => expect(formatBytes(value)).toBe(text));
});
