import { existsSync, readFileSync } from "node:fs";

/** Counts of one stage: { passed, failed, skipped }. */
export const NONE = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** What Vitest's JSON report says; a file that could not even be loaded counts as one failed test. */
export function vitestCounts(report) {
  const unloaded = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** What Playwright's JSON report says; a test that passed only on a second try counts as passed. */
export function playwrightCounts({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/**
 * The counts of a stage from the report it left and its exit code. A stage that failed without a failed test (it
 * crashed, was cut off or found nothing to run) counts as one failed test: it must not look like a success.
 */
export function stageCounts({ reportFile, code, read }) {
  const counts = existsSync(reportFile) ? read(JSON.parse(readFileSync(reportFile, "utf8"))) : NONE;
  const isMissed = (code !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0;
  return isMissed ? { ...counts, failed: counts.failed + 1 } : counts;
}

/** The line every run ends with. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
