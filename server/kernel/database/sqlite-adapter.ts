import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type {
  IsolationLevel,
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlQueryable,
  SqlResultSet,
  Transaction,
} from "@prisma/driver-adapter-utils";
import Database from "better-sqlite3";
import { retryBusy } from "./busy";
import type { DatabaseOptions } from "./options";
import { applyPragmas, BLOCKING_WAIT_MS, openSqliteFile, type SqliteMode, sqlitePath } from "./sqlite-file";
import { StatementCache } from "./statement-cache";
import { WriteLock } from "./write-lock";

type AdapterOptions = Pick<DatabaseOptions, "sqliteBusyTimeoutMs" | "sqliteSynchronous">;

/**
 * Prisma's SQLite adapter with two connections in place of its one: plain reads never see, and plain writes never run
 * inside, a transaction that someone else has open. (With one connection such a write vanishes when that transaction
 * rolls back.) One lock orders writers; transactions take the file's write lock at their start, so none fails half-way.
 */
export class SqliteAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = "sqlite";
  readonly adapterName = "gatehouse-sqlite";
  readonly #url: string;
  readonly #options: AdapterOptions;

  constructor(url: string, options: AdapterOptions) {
    this.#url = url;
    this.#options = options;
  }

  async connect(): Promise<SqlDriverAdapter> {
    return openAdapter(this.#url, this.#options);
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    return openAdapter(":memory:", this.#options);
  }
}

async function openAdapter(url: string, options: AdapterOptions): Promise<SqlDriverAdapter> {
  const isMemory = sqlitePath(url) === ":memory:";
  const writer = await connect(url, "writer", options);
  const reader = isMemory ? writer : await connect(url, "reader", options);
  return new TwoConnectionAdapter(writer, reader, options.sqliteBusyTimeoutMs);
}

type Connection = { stock: SqlDriverAdapter; database: Database.Database; statements: StatementCache };

async function connect(url: string, mode: SqliteMode, options: AdapterOptions): Promise<Connection> {
  const file = { mode, synchronous: options.sqliteSynchronous, blockingWaitMs: BLOCKING_WAIT_MS };
  // Makes the folder and switches to WAL before the stock adapter opens its own connection.
  if (sqlitePath(url) !== ":memory:") openSqliteFile(url, { ...file, mode: "writer" }).close();
  // Times are whole milliseconds in the file, so raw SQL and Prisma compare the same values.
  const factory = new PrismaBetterSqlite3(
    { url: sqlitePath(url), timeout: BLOCKING_WAIT_MS },
    { timestampFormat: "unixepoch-ms" },
  );
  const stock = await factory.connect();
  const database = takeConnection(stock);
  applyPragmas(database, file);
  const statements = new StatementCache(database);
  Object.assign(stock, { client: { prepare: (sql: string) => new BoundStatement(statements.get(sql)) } });
  return { stock, database, statements };
}

/** The stock adapter keeps its connection in a property its types hide; the version is pinned and this is checked. */
function takeConnection(stock: SqlDriverAdapter): Database.Database {
  if ("client" in stock && stock.client instanceof Database) return stock.client;
  throw new Error("The SQLite adapter has changed: its connection is not where it was.");
}

/** What the stock adapter uses of a statement. Its own `bind` would make a statement unusable for the next caller. */
class BoundStatement {
  readonly #statement: Database.Statement<unknown[], unknown>;
  #args: unknown[] = [];

  constructor(statement: Database.Statement<unknown[], unknown>) {
    this.#statement = statement;
  }

  get reader(): boolean {
    return this.#statement.reader;
  }

  bind(args: unknown[]): this {
    this.#args = args;
    return this;
  }

  run(): Database.RunResult {
    return this.#statement.run(this.#args);
  }

  columns(): Database.ColumnDefinition[] {
    return this.#statement.columns();
  }

  raw(): { all: () => unknown[] } {
    return { all: () => this.#statement.raw(true).all(this.#args) };
  }
}

class TwoConnectionAdapter implements SqlDriverAdapter {
  readonly provider = "sqlite";
  readonly adapterName = "gatehouse-sqlite";
  readonly #writer: Connection;
  readonly #reader: Connection;
  readonly #busyTimeoutMs: number;
  readonly #lock = new WriteLock();

  constructor(writer: Connection, reader: Connection, busyTimeoutMs: number) {
    this.#writer = writer;
    this.#reader = reader;
    this.#busyTimeoutMs = busyTimeoutMs;
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    if (this.#reader !== this.#writer && this.#isRead(query.sql)) return this.#reader.stock.queryRaw(query);
    return this.#write((stock) => stock.queryRaw(query));
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    return this.#write((stock) => stock.executeRaw(query));
  }

  async executeScript(script: string): Promise<void> {
    await this.#lock.run(async () => {
      this.#writer.database.exec(script);
    });
  }

  async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
    if (isolationLevel !== undefined && isolationLevel !== "SERIALIZABLE") {
      throw new Error(`SQLite transactions are SERIALIZABLE; ${isolationLevel} is not available.`);
    }
    const release = await this.#lock.acquire();
    try {
      await this.#begin();
      return new LockedTransaction(this.#writer, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  async dispose(): Promise<void> {
    const release = await this.#lock.acquire();
    this.#reader.database.close();
    this.#writer.database.close();
    release();
  }

  #isRead(sql: string): boolean {
    try {
      return this.#reader.statements.get(sql).readonly;
    } catch {
      // A faulty statement: the writer's answer carries the error in Prisma's form.
      return false;
    }
  }

  /**
   * A write outside a transaction gets one of its own, so that waiting for another process never stops this one's event
   * loop: only BEGIN IMMEDIATE can meet a foreign lock, and it is repeated with pauses.
   */
  async #write<T>(work: (stock: SqlQueryable) => Promise<T>): Promise<T> {
    return this.#lock.run(async () => {
      await this.#begin();
      try {
        const result = await work(this.#writer.stock);
        this.#writer.database.exec("COMMIT");
        return result;
      } finally {
        if (this.#writer.database.inTransaction) this.#writer.database.exec("ROLLBACK");
      }
    });
  }

  async #begin(): Promise<void> {
    const { database, stock } = this.#writer;
    try {
      await retryBusy(this.#busyTimeoutMs, () => database.exec("BEGIN IMMEDIATE"));
    } catch {
      // Once more through the stock adapter, for the error in Prisma's form (P1008 when the file stays locked).
      await stock.executeRaw({ sql: "BEGIN IMMEDIATE", args: [], argTypes: [] });
    }
  }
}

class LockedTransaction implements Transaction {
  readonly provider = "sqlite";
  readonly adapterName = "gatehouse-sqlite";
  /** COMMIT and ROLLBACK are sent here and not by Prisma, so that the lock never outlives the transaction. */
  readonly options = { usePhantomQuery: true };
  readonly #connection: Connection;
  readonly #release: () => void;

  constructor(connection: Connection, release: () => void) {
    this.#connection = connection;
    this.#release = release;
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.#connection.stock.queryRaw(query);
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.#connection.stock.executeRaw(query);
  }

  async commit(): Promise<void> {
    try {
      await this.#send("COMMIT");
    } finally {
      await this.rollback();
    }
  }

  async rollback(): Promise<void> {
    try {
      if (this.#connection.database.inTransaction) this.#connection.database.exec("ROLLBACK");
    } finally {
      this.#release();
    }
  }

  createSavepoint(name: string): Promise<void> {
    return this.#send(`SAVEPOINT ${name}`);
  }

  rollbackToSavepoint(name: string): Promise<void> {
    return this.#send(`ROLLBACK TO ${name}`);
  }

  releaseSavepoint(name: string): Promise<void> {
    return this.#send(`RELEASE SAVEPOINT ${name}`);
  }

  async #send(sql: string): Promise<void> {
    await this.executeRaw({ sql, args: [], argTypes: [] });
  }
}
