import { driverCode } from "@/server/kernel/database/connect";
import type { DatabaseOptions } from "@/server/kernel/database/options";
import { siblingModule } from "@/server/kernel/database/source-module";
import { isSqliteStore, openSqlStore, type SqlStore, type SqlTransaction } from "@/server/kernel/database/sql";
import { sqlFault } from "@/server/kernel/database/sql-fault";
import { writeMysqlBatch } from "./mysql-program";
import type { Batch, LedgerStore, Outcome } from "./operation";
import { writePostgresqlBatch } from "./postgresql-program";

// The name must not be imported from the program: that would load the thread's module into this one.
const LEDGER_PROGRAM = "ledger-batch";

/** Opens the ledger's own connections to the database the address names. */
export function openLedgerStore(url: string, options?: DatabaseOptions): LedgerStore {
  const sqliteProgram = siblingModule(import.meta.url, "ledger-program");
  const store = openSqlStore({ url, sqliteProgram, ...(options ? { options } : {}) });
  return {
    write: (batch) => write(store, batch),
    // A unique key refuses what an earlier try of ours, whose end we have not heard of, commits just now: it is seen next time.
    isConflict: (error) => sqlFault(error) === "conflict" || sqlFault(error) === "unique",
    isUnavailable: (error) => sqlFault(error) === "unavailable" || isFileTrouble(error),
    close: () => store.close(),
  };
}

function write(store: SqlStore, batch: Batch): Promise<Outcome[]> {
  if (isSqliteStore(store)) return store.program(LEDGER_PROGRAM, batch) as Promise<Outcome[]>;
  const program: (tx: SqlTransaction, batch: Batch) => Promise<Outcome[]> =
    store.engine === "postgresql" ? writePostgresqlBatch : writeMysqlBatch;
  return store.transaction((tx) => program(tx, batch));
}

/** A full disk or an unreadable file: an operator can mend it, and what was not written can be written then. */
function isFileTrouble(error: unknown): boolean {
  return /^SQLITE_(FULL|IOERR|CANTOPEN|READONLY)/.test(driverCode(error));
}
