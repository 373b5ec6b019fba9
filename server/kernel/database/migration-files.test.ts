import { expect, test } from "vitest";
import { readMigrations, splitStatements } from "./migration-files";

test("a script is cut at its semicolons, not at those in texts, names and comments", () => {
  const script = [
    "-- a comment; with a semicolon",
    "CREATE TABLE `a;b` (id INT); /* more; */ INSERT INTO t VALUES ('it''s; fine', \"x;\", 'back\\'slash;');",
    "UPDATE t SET a = 1",
  ].join("\n");
  expect(splitStatements(script)).toEqual([
    "CREATE TABLE `a;b` (id INT)",
    "/* more; */ INSERT INTO t VALUES ('it''s; fine', \"x;\", 'back\\'slash;')",
    "UPDATE t SET a = 1",
  ]);
});

test("a script of comments only has no statements", () => {
  expect(splitStatements("-- nothing\n;\n  \n")).toEqual([]);
});

test("every database has the same migrations by name, each with a way down", () => {
  const histories = (["sqlite", "postgresql", "mysql"] as const).map((engine) => readMigrations(engine));
  const names = histories.map((history) => history.map((migration) => migration.name));
  expect(names[0]?.length).toBeGreaterThan(0);
  expect(names[1]).toEqual(names[0]);
  expect(names[2]).toEqual(names[0]);
  for (const migration of histories.flat()) expect(splitStatements(migration.downSql)).not.toEqual([]);
});
