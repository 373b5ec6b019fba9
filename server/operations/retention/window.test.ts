import { expect, test } from "vitest";
import { isWindowOpen, lastOpening, nextOpening } from "./window";

const at = (text: string) => new Date(text);
const night = { startHour: 2, endHour: 6, timeZone: "UTC" };
const acrossMidnight = { startHour: 22, endHour: 4, timeZone: "UTC" };

test("the window is open from its first hour up to its last", () => {
  const open = (time: string) => isWindowOpen(night, at(`2026-11-22T${time}Z`));
  expect([open("01:59:59"), open("02:00:00"), open("05:59:59"), open("06:00:00")]).toEqual([false, true, true, false]);
});

test("a window may reach over midnight, and the same hour twice is always", () => {
  const open = (time: string) => isWindowOpen(acrossMidnight, at(`2026-11-22T${time}Z`));
  expect([open("21:59:00"), open("23:00:00"), open("03:00:00"), open("04:00:00")]).toEqual([false, true, true, false]);
  expect(isWindowOpen({ ...night, endHour: 2 }, at("2026-11-22T15:00:00Z"))).toBe(true);
});

test("hours are those of the site's clocks", () => {
  const shanghai = { ...night, timeZone: "Asia/Shanghai" };
  expect(isWindowOpen(shanghai, at("2026-11-21T18:30:00Z"))).toBe(true);
  expect(isWindowOpen(shanghai, at("2026-11-22T02:30:00Z"))).toBe(false);
  const india = { ...night, timeZone: "Asia/Kolkata" };
  expect(lastOpening(india, at("2026-11-22T00:10:00Z"))).toEqual(at("2026-11-21T20:30:00Z"));
});

test("a night has one opening, before and after midnight", () => {
  expect(lastOpening(acrossMidnight, at("2026-11-22T23:30:10Z"))).toEqual(at("2026-11-22T22:00:00Z"));
  expect(lastOpening(acrossMidnight, at("2026-11-23T03:30:10Z"))).toEqual(at("2026-11-22T22:00:00Z"));
  expect(nextOpening(night, at("2026-11-22T12:15:00Z"))).toEqual(at("2026-11-23T02:00:00Z"));
  expect(nextOpening(night, at("2026-11-22T03:15:00Z"))).toEqual(at("2026-11-22T03:15:00Z"));
});
