import type { Db } from "@/server/kernel/database/client";
import type { DatabaseEngine } from "@/server/kernel/env";
import { firstIdAt } from "@/server/kernel/ids";
import type { Span } from "./traffic";

const TABLES = ["logs", "attempts"] as const;

/** The partitions the months of a span would have, had the installation been there. */
export async function makePartitions(db: Db, engine: DatabaseEngine, { from, to }: Span): Promise<void> {
  if (engine === "sqlite") return;
  const months: Date[] = [];
  for (let month = monthOf(from, 0); month.getTime() <= to; month = monthOf(month.getTime(), 1)) months.push(month);
  for (const table of TABLES) {
    if (engine === "postgresql") await makePostgresql(db, table, months);
    else await makeMysql(db, table, months);
  }
}

/** The start of the UTC month an instant lies in, or of one `later`. */
function monthOf(at: number, later: number): Date {
  const date = new Date(at);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later));
}

const nameOf = (table: string, month: Date) => `${table}_p${month.toISOString().slice(0, 7).replace("-", "")}`;
const idAt = (month: Date) => firstIdAt("req", month.getTime());

async function makePostgresql(db: Db, table: string, months: readonly Date[]): Promise<void> {
  for (const month of months) {
    const bounds = `FROM ('${idAt(month)}') TO ('${idAt(monthOf(month.getTime(), 1))}')`;
    await db.$executeRawUnsafe(`CREATE TABLE ${nameOf(table, month)} PARTITION OF ${table} FOR VALUES ${bounds}`);
  }
}

async function makeMysql(db: Db, table: string, months: readonly Date[]): Promise<void> {
  const parts = months.map(
    (month) => `PARTITION ${nameOf(table, month)} VALUES LESS THAN ('${idAt(monthOf(month.getTime(), 1))}')`,
  );
  await db.$executeRawUnsafe(
    `ALTER TABLE ${table} REORGANIZE PARTITION rest INTO (${parts.join(", ")}, PARTITION rest VALUES LESS THAN (MAXVALUE))`,
  );
}
