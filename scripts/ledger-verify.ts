import { closeDb, getDb } from "@/server/kernel/database/client";
import { verifyLedger } from "@/server/money/ledger/verify";

/** Prints every sum of the books that does not come out. Exit code 0: all agree; 1: differences; 2: it could not look. */
async function main(): Promise<number> {
  const { userCount, openHoldCount, differences } = await verifyLedger(getDb());
  for (const { check, subject, expected, actual } of differences) {
    console.log(`${check}  ${subject}  expected ${expected}, stored ${actual}, difference ${actual - expected}`);
  }
  console.log(`${userCount} users, ${openHoldCount} open holds: ${differences.length} differences`);
  return differences.length === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The ledger could not be verified: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
} finally {
  await closeDb();
}
