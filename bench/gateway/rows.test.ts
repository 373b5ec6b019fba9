import { expect, test } from "vitest";
import { rowsOf, type Sample } from "./rows";

function sample(name: Sample["target"]["name"], round: number, throughputPerSecond: number): Sample {
  const p50Ms = 1_000 / throughputPerSecond;
  const target = { name, engine: name === "gatehouse" ? ("sqlite" as const) : null };
  return { target, round, answered: 100, failed: 0, throughputPerSecond, p50Ms, p99Ms: p50Ms, spent: null };
}

test("targets are compared within a round, so a slow moment of the machine cancels out", () => {
  const rows = rowsOf("json", 32, [
    sample("bare relay", 0, 1_000),
    sample("gatehouse", 0, 500),
    // Everything is ten times slower here.
    sample("bare relay", 1, 100),
    sample("gatehouse", 1, 50),
    sample("gatehouse", 2, 500),
    sample("bare relay", 2, 1_000),
  ]);
  expect(rows.map((row) => [row.target, row.throughputPerSecond, row.ratioToLimit, row.ratioToPeer])).toEqual([
    ["bare relay", 1_000, 1, null],
    ["gatehouse", 500, 0.5, null],
  ]);
  expect(rows[1]).toMatchObject({ engine: "sqlite", addedP50Ms: 1, cpuMsPerRequest: null });
});
