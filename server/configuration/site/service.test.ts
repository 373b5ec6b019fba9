import { afterEach, expect, test, vi } from "vitest";
import * as current from "../setting/current";
import type { SiteAnnouncement } from "../setting/registry/appearance";
import { describeSite } from "./service";

const real = current.getSetting;
const NOW = new Date("2026-05-01T12:00:00Z");

function withAnnouncements(...announcements: (Partial<SiteAnnouncement> & { text: string })[]) {
  const full = announcements.map((announcement) => ({
    level: "info" as const,
    audience: "signedIn" as const,
    isDismissible: true,
    ...announcement,
  }));
  vi.spyOn(current, "getSetting").mockImplementation(((key: never) =>
    key === "site.announcements" ? full : real(key)) as typeof real);
}

function shownTo(role: "user" | "support" | null): string[] {
  return describeSite(role && { role }, NOW).announcements.map(({ text }) => text);
}

afterEach(() => vi.restoreAllMocks());

test("visitors see what is for everyone, customers not what is for staff", () => {
  withAnnouncements({ text: "all", audience: "everyone" }, { text: "in" }, { text: "staff", audience: "staff" });
  expect(shownTo(null)).toEqual(["all"]);
  expect(shownTo("user")).toEqual(["all", "in"]);
  expect(shownTo("support")).toEqual(["all", "in", "staff"]);
});

test("an announcement is shown from its begin until its end, to the millisecond", () => {
  withAnnouncements(
    { text: "now", startsAt: "2026-05-01T14:00:00+02:00" },
    { text: "later", startsAt: "2026-05-01T12:00:00.001Z" },
    { text: "over", endsAt: "2026-05-01T12:00:00Z" },
    { text: "still", endsAt: "2026-05-01T12:00:00.001Z" },
  );
  expect(shownTo("user")).toEqual(["now", "still"]);
});

test("a dismissed one comes back when its text or level changes", () => {
  const markOf = (announcement: Partial<SiteAnnouncement> & { text: string }) => {
    withAnnouncements(announcement);
    return describeSite({ role: "user" }, NOW).announcements[0]?.mark;
  };
  const mark = markOf({ text: "Maintenance" });
  expect(markOf({ text: "Maintenance", endsAt: "2027-01-01T00:00:00Z" })).toBe(mark);
  expect(markOf({ text: "Maintenance over" })).not.toBe(mark);
  expect(markOf({ text: "Maintenance", level: "critical" })).not.toBe(mark);
});
