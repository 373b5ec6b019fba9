import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { addCounts, closingLine, NONE, playwrightCounts, stageCounts, vitestCounts } from "./counts.mjs";

const dir = mkdtempSync(join(tmpdir(), "counts-test-"));
afterAll(() => rmSync(dir, { recursive: true }));

function reportFile(report: unknown): string {
  const path = join(dir, `${Math.random()}.json`);
  writeFileSync(path, JSON.stringify(report));
  return path;
}
const vitestReport = (passed: number, failed: number) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [],
});

describe("what a run counts", () => {
  test("a test file that cannot be loaded is a failed test, although it has none", () => {
    const report = { ...vitestReport(3, 0), testResults: [{ status: "failed", assertionResults: [] }] };
    expect(vitestCounts(report)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  });

  test("a browser test that passed on its second try counts as passed", () => {
    const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
    expect(playwrightCounts({ stats })).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  test("a stage that crashed without a report, or ended badly with only passed tests, is a failure", () => {
    expect(stageCounts({ reportFile: join(dir, "none"), code: 1, read: vitestCounts }).failed).toBe(1);
    expect(stageCounts({ reportFile: reportFile(vitestReport(5, 0)), code: 1, read: vitestCounts }).failed).toBe(1);
  });

  test("a stage that ran nothing is a failure, however it ended", () => {
    expect(stageCounts({ reportFile: reportFile(vitestReport(0, 0)), code: 0, read: vitestCounts }).failed).toBe(1);
  });

  test("a failed test is counted once", () => {
    expect(stageCounts({ reportFile: reportFile(vitestReport(5, 2)), code: 1, read: vitestCounts }).failed).toBe(2);
  });

  test("the run ends with the sums on a plain line", () => {
    const sum = addCounts(addCounts(NONE, { passed: 2, failed: 0, skipped: 1 }), { passed: 1, failed: 1, skipped: 0 });
    expect(closingLine(sum)).toBe("3 passed, 1 failed, 1 skipped");
  });
});
