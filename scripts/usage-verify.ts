import { closeDb, getDb } from "@/server/kernel/database/client";
import { verifyUsage } from "@/server/usage/rollup/verify";

/** Prints every total that is not the sum of its rows. Exit code 0: all agree; 1: differences; 2: it could not look. */
async function main(): Promise<number> {
  const { hours, days, trafficDays, differences } = await verifyUsage(getDb());
  for (const { table, column, subject, expected, actual } of differences) {
    console.log(
      `${table}.${column}  ${subject}  expected ${expected}, stored ${actual}, difference ${actual - expected}`,
    );
  }
  console.log(
    `${hours} hours and ${days} days against their logs, ${trafficDays} days of traffic against their hours: ${differences.length} differences`,
  );
  return differences.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The totals could not be verified: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
} finally {
  await closeDb();
}
