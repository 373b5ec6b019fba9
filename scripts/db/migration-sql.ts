import { type Checks, changedChecks, parseCheckLines } from "./checks";
import { mysqlDiff } from "./mysql-diff";
import { mysqlTables } from "./mysql-tables";
import { engineDiff } from "./schema-engine";
import type { Provider } from "./schema-text.mjs";
import { parseStorageLines, refuseStorageChange, withStorage } from "./storage";

/** SQLite counts in whole milliseconds like the Prisma adapter; CURRENT_TIMESTAMP would be a text of seconds. */
const SQLITE_NOW = "(CAST(unixepoch('subsec') * 1000 AS INTEGER))";

/** The SQL that leads one provider's database from schema `from` to schema `to` (null: empty), checks and storage included. */
export async function migrationSql(provider: Provider, from: string | null, to: string | null): Promise<string> {
  const checks = { from: parseCheckLines(from), to: parseCheckLines(to) };
  const storage = { from: parseStorageLines(from), to: parseStorageLines(to) };
  if (provider === "mysql") {
    return mysqlDiff(mysqlTables(from, checks.from, storage.from), mysqlTables(to, checks.to, storage.to));
  }
  const script = await engineDiff(from, to);
  refuseStorageChange(script, storage.from, storage.to);
  const sql = provider === "sqlite" ? sqliteSql(script, checks) : postgresqlSql(script, checks);
  return withStorage(provider, sql, storage.to);
}

type CheckStates = { from: Checks; to: Checks };

/** The runner turns foreign keys off around a migration and verifies them before its end, so the SQL need not. */
function sqliteSql(script: string, checks: CheckStates): string {
  const withoutPragmas = script.replace(/^PRAGMA \w+\s*=\s*\w+;\n?/gim, "");
  const written = new Set<string>();
  const sql = withoutPragmas
    .replaceAll("DEFAULT CURRENT_TIMESTAMP", `DEFAULT ${SQLITE_NOW}`)
    .replace(/^CREATE TABLE "(?:new_)?(\w+)" \(\n[\s\S]*?\n\);$/gm, (statement, table: string) => {
      written.add(table);
      const clauses = Object.entries(checks.to[table] ?? {}).map(([name, check]) => checkClause(name, check));
      return clauses.length === 0 ? statement : statement.replace(/\n\);$/, `,\n    ${clauses.join(",\n    ")}\n);`);
    });
  for (const { table, name } of changedChecks(checks.from, checks.to)) {
    if (written.has(table) || new RegExp(`^DROP TABLE "${table}";$`, "m").test(sql)) continue;
    throw new Error(
      `SQLite cannot change the check ${name} of ${table} without rewriting the table: change a column too.`,
    );
  }
  return sql;
}

function postgresqlSql(script: string, checks: CheckStates): string {
  const changes = changedChecks(checks.from, checks.to).filter(
    ({ table }) => !script.includes(`DROP TABLE "${table}";`),
  );
  const dropped = changes
    .filter((change) => change.from !== undefined)
    .map(({ table, name }) => `-- DropCheck\nALTER TABLE "${table}" DROP CONSTRAINT "${name}";\n\n`);
  const added = changes.flatMap(({ table, name, to }) =>
    to === undefined ? [] : [`\n-- AddCheck\nALTER TABLE "${table}" ADD ${checkClause(name, to)};\n`],
  );
  return dropped.join("") + script + added.join("");
}

const checkClause = (name: string, check: string) => `CONSTRAINT "${name}" CHECK (${check})`;
