import { expect, test } from "vitest";
import { addMonths, monthWeeks, weekdayNames } from "./month-grid";

test("lays a month out in weeks from Monday", () => {
  const weeks = monthWeeks("2026-11");
  expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-11-01"]);
  expect(weeks.at(-1)).toEqual(["2026-11-30", null, null, null, null, null, null]);
  expect(weeks.flat().filter(Boolean)).toHaveLength(30);
});

test("knows the shortest month of all, which fills four weeks, and leap years", () => {
  expect(monthWeeks("2027-02")).toHaveLength(4);
  expect(monthWeeks("2028-02").flat()).toContain("2028-02-29");
});

test("steps over the turn of the year", () => {
  expect(addMonths("2026-12", 1)).toBe("2027-01");
  expect(addMonths("2026-01", -1)).toBe("2025-12");
});

test("names the days of the week in the reader's language", () => {
  expect(weekdayNames("en").map(({ long }) => long)[0]).toBe("Monday");
  expect(weekdayNames("zh-CN").at(-1)?.long).toBe("星期日");
});
