import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { readStoreOf } from "@/server/kernel/database/read-store";
import { eachEngine } from "@/server/testing/database";
import { registerDatabaseMetrics } from "./metrics";

eachEngine("the database's metrics", (database) => {
  test("count statements, failed ones apart, and tell pools and size", async () => {
    const registry = new Registry();
    const end = registerDatabaseMetrics(registry, database.db);
    await readStoreOf(database.db).query("SELECT 1 AS one");
    await readStoreOf(database.db)
      .query("SELECT nothing FROM nowhere")
      .catch(() => undefined);
    const text = await registry.metrics();
    const value = (name: string) => Number(new RegExp(`^${name} ([\\d.e+]+)$`, "m").exec(text)?.[1]);
    expect(value('gatehouse_db_query_duration_seconds_count{result="ok"}')).toBeGreaterThanOrEqual(1);
    expect(value('gatehouse_db_query_duration_seconds_count{result="failed"}')).toBe(1);
    expect(value('gatehouse_db_pool_connections_max{pool="reads"}')).toBeGreaterThan(0);
    expect(value("gatehouse_db_size_bytes")).toBeGreaterThan(100_000);
    end();
    const counted = async () => (await registry.getSingleMetricAsString("gatehouse_db_query_duration_seconds")).length;
    const before = await counted();
    await readStoreOf(database.db).query("SELECT 2 AS two");
    expect(await counted()).toBe(before);
  });
});
