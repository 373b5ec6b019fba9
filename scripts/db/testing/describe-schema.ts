import { openSqlStore, type SqlStore } from "@/server/kernel/database/sql";
import { testDatabaseOptions } from "@/server/testing/fresh-database";

const HISTORY = "_prisma_migrations";

const POSTGRESQL = [
  `SELECT 'column' AS kind, table_name, column_name, data_type, character_maximum_length, datetime_precision, is_nullable, column_default
   FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> '${HISTORY}'`,
  `SELECT 'index' AS kind, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename <> '${HISTORY}'`,
  `SELECT 'constraint' AS kind, conrelid::regclass::text AS table_name, conname, pg_get_constraintdef(oid) AS definition
   FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND conrelid::regclass::text <> '${HISTORY}'
   AND conrelid::regclass::text <> '"${HISTORY}"'`,
];

const MYSQL = [
  `SELECT 'column' AS kind, table_name, column_name, column_type, is_nullable, column_default, collation_name, extra
   FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name <> '${HISTORY}'`,
  `SELECT 'index' AS kind, table_name, index_name, non_unique, seq_in_index, column_name, collation
   FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name <> '${HISTORY}'`,
  `SELECT 'key' AS kind, constraint_name, table_name, referenced_table_name, delete_rule, update_rule
   FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()`,
  `SELECT 'check' AS kind, constraint_name, check_clause FROM information_schema.check_constraints
   WHERE constraint_schema = DATABASE()`,
  `SELECT 'table' AS kind, table_name, engine, table_collation FROM information_schema.tables
   WHERE table_schema = DATABASE() AND table_name <> '${HISTORY}'`,
];

/** Every table, column, index, key and check of a database as sorted lines: equal lists mean equal schemas. */
export async function describeSchema(url: string): Promise<string[]> {
  const store = openSqlStore({ url, options: testDatabaseOptions });
  try {
    const rows = store.engine === "sqlite" ? await describeSqlite(store) : await describeServer(store);
    return rows
      .map((row) => JSON.stringify(row, (_key, value) => (typeof value === "bigint" ? Number(value) : value)))
      .sort();
  } finally {
    await store.close();
  }
}

async function describeServer(store: SqlStore): Promise<object[]> {
  const results = await Promise.all(
    (store.engine === "postgresql" ? POSTGRESQL : MYSQL).map((sql) => store.query(sql)),
  );
  return results.flatMap((result) => result.rows);
}

async function describeSqlite(store: SqlStore): Promise<object[]> {
  const { rows: tables } = await store.query(
    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ?",
    [HISTORY],
  );
  const described: object[] = [];
  for (const { name, sql } of tables) {
    for (const pragma of ["table_info", "foreign_key_list"]) {
      const { rows } = await store.query(`SELECT * FROM pragma_${pragma}(?)`, [name]);
      described.push(...rows.map((row) => ({ kind: pragma, name, ...row })));
    }
    for (const [check] of String(sql).matchAll(/CONSTRAINT "\w+" CHECK \(.+\)/g)) described.push({ name, check });
  }
  const { rows: indexes } = await store.query(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
  );
  return [...described, ...indexes];
}
