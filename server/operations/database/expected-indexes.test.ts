import { expect, test } from "vitest";
import { expectedIndexes, indexesAfter } from "./expected-indexes";

test("an index is expected from the migration that makes it until one that takes it, or its table, away", () => {
  const made = [
    'CREATE TABLE "a" ("id" TEXT)',
    'CREATE INDEX "a_x_idx" ON "a"("x", "id")',
    `CREATE UNIQUE INDEX "a_y_key" ON "a"("y") WHERE y <> ''`,
    'CREATE INDEX "b_x_idx" ON "b"("x")',
  ];
  expect(indexesAfter(made)).toEqual([
    { name: "a_x_idx", table: "a", columns: ["x", "id"], isUnique: false, where: "" },
    { name: "a_y_key", table: "a", columns: ["y"], isUnique: true, where: "y <> ''" },
    { name: "b_x_idx", table: "b", columns: ["x"], isUnique: false, where: "" },
  ]);
  const names = (statements: string[]) => indexesAfter(statements).map(({ name }) => name);
  expect(names([...made, 'DROP INDEX "a_x_idx"'])).toEqual(["a_y_key", "b_x_idx"]);
  expect(names([...made, 'DROP TABLE "a"'])).toEqual(["b_x_idx"]);
});

test("MySQL's lie in the statements that make and change tables", () => {
  const made = [
    "CREATE TABLE `a` (\n `x` INT,\n UNIQUE INDEX `a_x_key`(`x`),\n INDEX `a_y_id_idx`(`y`, `id`)\n) ENGINE=InnoDB",
    "ALTER TABLE `a` DROP INDEX `a_x_key`, ADD INDEX `a_z_idx`(`z`)",
    "CREATE INDEX `a_w_idx` ON `a`(`w`)",
    "DROP INDEX `a_w_idx` ON `a`",
  ];
  expect(indexesAfter(made).map(({ name, columns }) => [name, columns.join()])).toEqual([
    ["a_y_id_idx", "y,id"],
    ["a_z_idx", "z"],
  ]);
});

test("the three histories make the same indexes", () => {
  const shapes = (engine: "sqlite" | "postgresql" | "mysql") =>
    expectedIndexes(engine)
      .map(({ table, name, columns, isUnique }) => `${table} ${name} ${columns.join()} ${isUnique}`)
      .sort();
  expect(shapes("postgresql")).toEqual(shapes("sqlite"));
  expect(shapes("mysql")).toEqual(shapes("sqlite"));
  expect(shapes("sqlite").length).toBeGreaterThan(50);
});
