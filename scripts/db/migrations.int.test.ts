import { expect, test } from "vitest";
import { migrate, migrateDown, migrationStatus } from "@/server/kernel/database/migrate";
import { type Migration, readMigrations } from "@/server/kernel/database/migration-files";
import { openSqlStore } from "@/server/kernel/database/sql";
import type { DatabaseEngine } from "@/server/kernel/env";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import {
  createFreshDatabase,
  type FreshDatabase,
  testDatabaseOptions as options,
} from "@/server/testing/fresh-database";
import { findServer } from "@/server/testing/servers";
import { currentState } from "./current-state";
import { migrationSql } from "./migration-sql";
import { describeSchema } from "./testing/describe-schema";

async function emptyDatabase(engine: DatabaseEngine): Promise<FreshDatabase> {
  const serverUrl = engine === "sqlite" ? "" : (await findServer(engine)).url;
  return createFreshDatabase({ engine, serverUrl, isMigrated: false });
}

async function withEmptyDatabase(engine: DatabaseEngine, work: (url: string) => Promise<void>): Promise<void> {
  const fresh = await emptyDatabase(engine);
  try {
    await work(fresh.url);
  } finally {
    await fresh.drop();
  }
}

/** The history of this build and one more migration, from a change of the models. */
async function withNextMigration(engine: DatabaseEngine, change: (schema: string) => string): Promise<Migration[]> {
  const from = currentState(engine);
  const to = change(from);
  const [upSql, downSql] = [await migrationSql(engine, from, to), await migrationSql(engine, to, from)];
  return [...readMigrations(engine), { name: "29990101000000_next", upSql, downSql, checksum: "next" }];
}

const withNickname = (schema: string) =>
  schema
    .replace(/^( {2}passwordHash .*)$/m, '$1\n  nickname String @default("none")')
    .replace("@@index([role, createdAt, id])", "@@index([nickname])");

eachEngine(
  "the migrations",
  ({ engine }) => {
    test("lead from an empty database to exactly what the models say", async () => {
      await withEmptyDatabase(engine, async (url) => {
        await migrate({ url, options });
        await withEmptyDatabase(engine, async (freshUrl) => {
          const upSql = await migrationSql(engine, null, currentState(engine));
          const migrations = [{ name: "1_models", upSql, downSql: "", checksum: "models" }];
          await migrate({ url: freshUrl, options, migrations });
          const described = await describeSchema(url);
          expect(described.length).toBeGreaterThan(100);
          expect(described).toEqual(await describeSchema(freshUrl));
        });
      });
    });

    test("lead back to an empty database", async () => {
      await withEmptyDatabase(engine, async (url) => {
        const names = await migrate({ url, options });
        expect(await migrateDown({ url, options }, names.length)).toEqual([...names].reverse());
        expect(await describeSchema(url)).toEqual([]);
        expect((await migrationStatus({ url, options })).pending).toEqual(names);
      });
    });

    test("do nothing the second time", async () => {
      await withEmptyDatabase(engine, async (url) => {
        expect(await migrate({ url, options })).not.toEqual([]);
        expect(await migrate({ url, options })).toEqual([]);
      });
    });

    test("are applied once when two processes start together", async () => {
      await withEmptyDatabase(engine, async (url) => {
        const results = await Promise.all([migrate({ url, options }), migrate({ url, options })]);
        expect(results.flat()).toEqual(readMigrations(engine).map((migration) => migration.name));
      });
    });

    test("are refused when an applied one was changed afterwards", async () => {
      await withEmptyDatabase(engine, async (url) => {
        await migrate({ url, options });
        const migrations = readMigrations(engine).map((migration) => ({ ...migration, checksum: "tampered" }));
        await expect(migrate({ url, options, migrations })).rejects.toThrow(
          /was changed after this database applied it/,
        );
      });
    });

    test("are refused when the database is newer than the build", async () => {
      await withEmptyDatabase(engine, async (url) => {
        await migrate({ url, options });
        await expect(migrate({ url, options, migrations: [] })).rejects.toThrow(/newer than this build/);
      });
    });

    test("go on after a failed one once its cause is gone", async () => {
      await withEmptyDatabase(engine, async (url) => {
        const history = readMigrations(engine);
        const upSql = "CREATE TABLE one (id INTEGER PRIMARY KEY);\nINSERT INTO two (id) VALUES (1);\n";
        const migrations = [...history, { name: "29990101000000_next", upSql, downSql: "", checksum: "next" }];
        await expect(migrate({ url, options, migrations })).rejects.toThrow(/29990101000000_next failed/);
        const store = openSqlStore({ url, options });
        await store.query("CREATE TABLE two (id INTEGER PRIMARY KEY)");
        expect(await migrate({ url, options, migrations })).toContain("29990101000000_next");
        expect((await store.query("SELECT id FROM two")).rows).toHaveLength(1);
        await store.close();
      });
    });

    test("of a later change keep the rows of the table and of those that depend on it, up and down", async () => {
      await withEmptyDatabase(engine, async (url) => {
        await migrate({ url, options });
        const before = await describeSchema(url);
        const store = openSqlStore({ url, options });
        const id = newId("usr");
        const { dialect } = store;
        await store.query(
          `INSERT INTO users (id, username, display_name, search_text, role, updated_at) VALUES ${dialect.rows(1, 6)}`,
          [id, "ann", "Ann", "ann", "user", new Date()],
        );
        await store.query(
          `INSERT INTO tokens (id, user_id, name, search_text, updated_at) VALUES ${dialect.rows(1, 5)}`,
          [newId("tok"), id, "t", "t", new Date()],
        );

        const migrations = await withNextMigration(engine, withNickname);
        await migrate({ url, options, migrations });
        expect((await store.query("SELECT nickname FROM users")).rows).toEqual([{ nickname: "none" }]);
        expect((await store.query("SELECT id FROM tokens")).rows).toHaveLength(1);
        const spend = store.query("UPDATE users SET balance = -1");
        await expect(spend).rejects.toThrow(/check/i);

        await migrateDown({ url, options, migrations }, 1);
        expect((await store.query("SELECT username FROM users")).rows).toEqual([{ username: "ann" }]);
        expect((await store.query("SELECT id FROM tokens")).rows).toHaveLength(1);
        await store.close();
        expect(await describeSchema(url)).toEqual(before);
      });
    });
  },
  { isMigrated: false },
);
