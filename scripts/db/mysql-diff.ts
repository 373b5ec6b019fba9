import { type MysqlTable, quote } from "./mysql-tables";

const TABLE_OPTIONS = "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";

/** The MySQL statements that turn the tables `from` into the tables `to`; each list in an order that keeps the keys valid. */
export function mysqlDiff(from: MysqlTable[], to: MysqlTable[]): string {
  const before = new Map(from.map((table) => [table.name, table]));
  const after = new Map(to.map((table) => [table.name, table]));
  const removed = from.filter((table) => !after.has(table.name));
  const added = to.filter((table) => !before.has(table.name));
  const kept = to.flatMap((table) => {
    const old = before.get(table.name);
    return old === undefined ? [] : [{ old, table }];
  });
  const statements = [
    ...removed.flatMap((table) => [...table.foreignKeys.keys()].map((name) => dropForeignKey(table.name, name))),
    ...kept.flatMap(({ old, table }) =>
      changedOrGone(old.foreignKeys, table.foreignKeys).map((name) => dropForeignKey(table.name, name)),
    ),
    ...removed.map((table) => `DROP TABLE ${quote(table.name)}`),
    ...added.map(createTable),
    ...kept.flatMap(({ old, table }) => alterTable(old, table)),
    ...added.flatMap((table) => [...table.foreignKeys.values()].map((clause) => addClause(table.name, clause))),
    ...kept.flatMap(({ old, table }) =>
      newOrChanged(old.foreignKeys, table.foreignKeys).map(([, clause]) => addClause(table.name, clause)),
    ),
  ];
  return statements.map((statement) => `${statement};\n`).join("\n");
}

function createTable(table: MysqlTable): string {
  const lines = [
    ...table.columns.values(),
    `PRIMARY KEY ${table.primaryKey}`,
    ...table.indexes.values(),
    ...[...table.checks].map(([name, check]) => checkClause(name, check)),
  ];
  return `CREATE TABLE ${quote(table.name)} (\n    ${lines.join(",\n    ")}\n) ${TABLE_OPTIONS}${table.partitions}`;
}

/** One ALTER TABLE for all changes of a table: MySQL cannot undo a statement before, so fewer is safer. */
function alterTable(old: MysqlTable, table: MysqlTable): string[] {
  const changes = [
    ...changedOrGone(old.checks, table.checks).map((name) => `DROP CONSTRAINT ${quote(name)}`),
    ...changedOrGone(old.indexes, table.indexes).map((name) => `DROP INDEX ${quote(name)}`),
    ...(old.primaryKey === table.primaryKey ? [] : ["DROP PRIMARY KEY"]),
    ...[...old.columns.keys()].filter((name) => !table.columns.has(name)).map((name) => `DROP COLUMN ${quote(name)}`),
    ...newOrChanged(old.columns, table.columns).map(
      ([name, column]) => `${old.columns.has(name) ? "MODIFY" : "ADD COLUMN"} ${column}`,
    ),
    ...(old.primaryKey === table.primaryKey ? [] : [`ADD PRIMARY KEY ${table.primaryKey}`]),
    ...newOrChanged(old.indexes, table.indexes).map(([, index]) => `ADD ${index}`),
    ...newOrChanged(old.checks, table.checks).map(([name, check]) => `ADD ${checkClause(name, check)}`),
  ];
  return changes.length === 0 ? [] : [`ALTER TABLE ${quote(table.name)}\n    ${changes.join(",\n    ")}`];
}

const checkClause = (name: string, check: string) => `CONSTRAINT ${quote(name)} CHECK (${check})`;
const dropForeignKey = (table: string, name: string) => `ALTER TABLE ${quote(table)} DROP FOREIGN KEY ${quote(name)}`;
const addClause = (table: string, clause: string) => `ALTER TABLE ${quote(table)} ADD ${clause}`;

function changedOrGone(old: Map<string, string>, current: Map<string, string>): string[] {
  return [...old].filter(([name, text]) => current.get(name) !== text).map(([name]) => name);
}

function newOrChanged(old: Map<string, string>, current: Map<string, string>): [string, string][] {
  return [...current].filter(([name, text]) => old.get(name) !== text);
}
