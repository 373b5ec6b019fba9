// A program for the SQLite writer thread, for tests: it proves that the thread runs our modules and import alias.
import type Database from "better-sqlite3";
import { newId } from "@/server/kernel/ids";

export function run(database: Database.Database, name: string, payload: unknown): unknown {
  const amount = Number(payload);
  database.prepare("UPDATE state_versions SET version = version + ? WHERE topic = 'access'").run(amount);
  if (name === "fail") throw new Error("the program failed");
  const row = database
    .prepare<[], { version: number }>("SELECT version FROM state_versions WHERE topic = 'access'")
    .get();
  return { id: newId("req"), version: row?.version };
}
