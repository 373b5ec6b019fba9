import { describe, expect, test } from "vitest";
import { formatDateTime, formatExact, formatRelative, formatUtc, fromLocalInput, toLocalInput } from "./time";

const AT = Date.parse("2026-11-22T08:15:30.123Z");

describe("times are read in the viewer's zone", () => {
  test("absolute, 24-hour clock", () => {
    expect(formatDateTime(AT, { locale: "en", timeZone: "Asia/Shanghai" })).toBe("Nov 22, 2026, 16:15:30");
    expect(formatUtc(AT)).toBe("2026-11-22 08:15:30.123");
  });

  test("in a column the year is told only where it is not this one, by the viewer's clock", () => {
    const options = { locale: "en", timeZone: "Asia/Shanghai" };
    expect(formatExact(AT, AT, options)).toBe("Nov 22, 16:15:30");
    expect(formatExact(Date.parse("2026-12-31T17:00:00Z"), AT, options)).toBe("Jan 01, 2027, 01:00:00");
  });

  test.each([
    [-10, "now"],
    [-180, "3 min. ago"],
    [-7_200, "2 hr. ago"],
    [172_800, "in 2 days"],
  ])("%d s away reads %s", (seconds, text) => {
    expect(formatRelative(AT + seconds * 1_000, AT, "en")).toBe(text);
  });
});

describe("a typed local time names one instant", () => {
  test.each(["Asia/Kathmandu", "America/New_York", "UTC", "Europe/Berlin"])("there and back in %s", (zone) => {
    const minute = Date.parse("2026-07-01T10:30:00Z");
    expect(fromLocalInput(toLocalInput(minute, zone), zone)).toBe(minute);
  });

  test("the day the clock changes", () => {
    expect(fromLocalInput("2026-03-29T12:00", "Europe/Berlin")).toBe(Date.parse("2026-03-29T10:00:00Z"));
    expect(fromLocalInput("2026-03-28T12:00", "Europe/Berlin")).toBe(Date.parse("2026-03-28T11:00:00Z"));
  });

  test("nonsense is refused", () => expect(fromLocalInput("yesterday")).toBeNull());
});
