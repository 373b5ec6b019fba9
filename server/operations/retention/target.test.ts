import { expect, test } from "vitest";
import { CLASSES } from "./classes";
import { RETENTION_CLASSES } from "./schema";
import { freedDetail, parseFreed, parseTarget, toTarget } from "./target";

const day = (text: string) => new Date(`${text}T00:00:00Z`);

test("a piece of every table is found again by what the job's report keeps of it", () => {
  for (const retentionClass of CLASSES) {
    for (const table of retentionClass.tables) {
      const piece = { retentionClass, table, from: day("2026-01-01"), to: day("2026-02-01") };
      expect(parseTarget(toTarget(piece).id)).toEqual(piece);
    }
  }
  expect(parseTarget("nothing/0/2026-01-01/2026-02-01")).toBeNull();
  expect(parseTarget("logs/7/2026-01-01/2026-02-01")).toBeNull();
  expect(parseTarget("logs/0/2026-01-01/soon")).toBeNull();
});

test("the report's line gives its numbers back, and any other none", () => {
  expect(parseFreed(freedDetail("freed", { rows: 12, bytes: 1_234.5 }))).toEqual({ rows: 12, bytes: 1_235 });
  expect(parseFreed(freedDetail("paused", { rows: 3, bytes: 0 }))).toEqual({ rows: 3, bytes: 0 });
  expect(parseFreed("retention.kept_now")).toEqual({ rows: 0, bytes: 0 });
});

test("classes go in the order of the list: what belongs to a request before its row, and hours after it", () => {
  expect(CLASSES.map(({ name }) => name)).toEqual([...RETENTION_CLASSES]);
  const place = (name: (typeof RETENTION_CLASSES)[number]) => RETENTION_CLASSES.indexOf(name);
  expect(Math.max(place("bodies"), place("attempts"))).toBeLessThan(place("logs"));
  expect(place("logs")).toBeLessThan(place("usageHours"));
});
