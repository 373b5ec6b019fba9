// npm run db:migrate                   applies what is missing
// npm run db:migrate -- --status       says what is applied and what is not
// npm run db:migrate -- --down 1       takes back the newest one
import { migrate, migrateDown, migrationStatus } from "@/server/kernel/database/migrate";
import { sqlFault } from "@/server/kernel/database/sql-fault";
import { env } from "@/server/kernel/env";
import { ensurePartitions } from "@/server/usage/storage/partitions";

/** What a shell calls a temporary failure: trying again later may mend it. */
const DATABASE_AWAY_CODE = 75;

function onRetry(error: unknown, pauseMs: number): void {
  const reason = error instanceof Error ? error.message : String(error);
  console.log(`The database does not answer yet (${reason}). Trying again in ${pauseMs / 1_000} s.`);
}

async function main(args: string[]): Promise<void> {
  const input = { url: env.databaseUrl, onRetry };
  switch (args[0]) {
    case undefined: {
      const names = await migrate(input);
      console.log(names.length === 0 ? "The database is up to date." : `Migrated: ${names.join(", ")}.`);
      const partitions = await ensurePartitions({ url: env.databaseUrl, now: new Date(), mayTakeLong: true });
      if (partitions.length > 0) console.log(`Made room for: ${partitions.join(", ")}.`);
      return;
    }
    case "--status": {
      const { applied, pending } = await migrationStatus(input);
      for (const name of applied) console.log(`applied  ${name}`);
      for (const name of pending) console.log(`missing  ${name}`);
      process.exitCode = pending.length > 0 ? 1 : 0;
      return;
    }
    case "--down": {
      const count = Number(args[1] ?? 1);
      if (!Number.isInteger(count) || count < 1) throw new Error("Say how many to take back: --down 1");
      const names = await migrateDown(input, count);
      console.log(names.length === 0 ? "There is nothing to take back." : `Taken back: ${names.join(", ")}.`);
      return;
    }
    default:
      throw new Error(`Unknown option ${args[0]}. Use no option, --status or --down N.`);
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = sqlFault(error) === "unavailable" ? DATABASE_AWAY_CODE : 1;
}
