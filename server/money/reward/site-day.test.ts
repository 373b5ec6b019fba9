import { expect, test } from "vitest";
import { siteDay } from "./site-day";

test("a day begins at midnight of the site, not of the server or in UTC", () => {
  const at = new Date("2026-11-21T16:00:00Z");
  expect(siteDay(at, "UTC")).toBe("2026-11-21");
  expect(siteDay(at, "Asia/Shanghai")).toBe("2026-11-22");
  expect(siteDay(new Date(at.getTime() - 1), "Asia/Shanghai")).toBe("2026-11-21");
  expect(siteDay(at, "America/Los_Angeles")).toBe("2026-11-21");
});

test("the hour that is there twice when clocks go back belongs to one day", () => {
  expect(siteDay(new Date("2026-11-01T05:30:00Z"), "America/New_York")).toBe("2026-11-01");
  expect(siteDay(new Date("2026-11-01T06:30:00Z"), "America/New_York")).toBe("2026-11-01");
});
