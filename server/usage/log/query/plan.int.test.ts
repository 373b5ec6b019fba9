import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { readStoreOf } from "@/server/kernel/database/read-store";
import type { SqlRow } from "@/server/kernel/database/sql";
import { firstIdAt } from "@/server/kernel/ids";
import type { LedgerStore } from "@/server/money/ledger/operation";
import { openLedgerStore } from "@/server/money/ledger/store";
import { eachEngine } from "@/server/testing/database";
import { systemOf } from "@/server/testing/people";
import { LogFilter } from "../schema";
import { Random } from "../testing/random";
import { RandomTraffic } from "../testing/traffic";
import { planOf } from "./plan";
import { type IdRange, LAST_POSITION } from "./position";
import { resolveQuery } from "./query";
import { RECORD_COLUMNS } from "./record";
import { reachSql, rowsSql, type Statement, statementOf } from "./statement";

const FROM = Date.UTC(2026, 5, 1, 5);
const HOURS = 48;
const PAGE_ROWS = 51;

type Table = { table_name: string; access_type: string; key?: string };

/** The tables of a plan of MySQL or MariaDB, and the names of those that are sorted themselves, not what was made of them. */
function tablesOf(node: unknown, isSorted = false): { tables: Table[]; sorted: string[] } {
  if (typeof node !== "object" || node === null) return { tables: [], sorted: [] };
  const isTable = "table_name" in node && "access_type" in node;
  const own = isTable ? [node as unknown as Table] : [];
  const parts = Object.entries(node).map(([name, part]) =>
    tablesOf(part, name === "filesort" || (isSorted && name !== "materialized")),
  );
  return {
    tables: [...own, ...parts.flatMap(({ tables }) => tables)],
    sorted: [...(isSorted ? own.map((table) => table.table_name) : []), ...parts.flatMap(({ sorted }) => sorted)],
  };
}

eachEngine("the plan of a list", (database) => {
  const traffic = new RandomTraffic(new Random(7), { from: FROM, hours: HOURS, rowCount: 4_000 });
  let ledger: LedgerStore;
  let ctx: ServiceContext;

  beforeAll(async () => {
    ledger = openLedgerStore(database.url, database.options);
    await traffic.write(database.db, ledger);
    ctx = systemOf(database.db);
    await planAsIfLarge();
    const analyze = { sqlite: "ANALYZE", postgresql: "ANALYZE logs", mysql: "ANALYZE TABLE logs" }[database.engine];
    await database.db.$executeRawUnsafe(analyze);
  }, 60_000);
  afterAll(() => ledger.close());

  /** A table of a few pages is read whole and sorted, rightly; the question is what happens to one that is not. */
  async function planAsIfLarge(): Promise<void> {
    if (database.engine !== "postgresql") return;
    const name = new URL(database.url).pathname.slice(1);
    for (const way of ["enable_seqscan", "enable_bitmapscan", "enable_sort"]) {
      await database.db.$executeRawUnsafe(`ALTER DATABASE "${name}" SET ${way} = off`);
    }
  }

  const first: IdRange = { from: firstIdAt("req", FROM), before: LAST_POSITION };
  const deep: IdRange = { from: firstIdAt("req", FROM), before: firstIdAt("req", FROM + (HOURS / 2) * 3_600_000) };

  /** What the database says it will do for a page of a filter, and for finding how far an index reaches. */
  async function plansOf(filter: object, range: IdRange): Promise<string[]> {
    const store = readStoreOf(database.db);
    const query = await resolveQuery(ctx, LogFilter.parse(filter));
    const plan = await planOf(store, query);
    if (plan === null) throw new Error("Nothing of the test's traffic can match.");
    const statements = plan.drivers.flatMap((driver) => {
      const rows = { window: { driver, range }, predicates: query.predicates, columns: RECORD_COLUMNS };
      return [
        statementOf(store, (options) => rowsSql({ ...rows, limit: PAGE_ROWS }, options)),
        statementOf(store, (options) => reachSql([driver], { range, rowCount: PAGE_ROWS }, options)),
      ];
    });
    return Promise.all(statements.map(explain));
  }

  async function explain({ sql, values }: Statement): Promise<string> {
    const store = readStoreOf(database.db);
    const words = { sqlite: "EXPLAIN QUERY PLAN", postgresql: "EXPLAIN", mysql: "EXPLAIN FORMAT=JSON" };
    const rows = await store.query(`${words[database.engine]} ${sql}`, values);
    return rows.map((row: SqlRow) => String(row.detail ?? Object.values(row)[0])).join("\n");
  }

  /** Sorted may be what the branches gave, which their limits bound; never rows of the table. */
  function expectBounded(plan: string, index: string): void {
    if (database.engine === "sqlite") {
      expect(plan).toMatch(new RegExp(`SEARCH logs USING (COVERING )?INDEX ${index}`));
      expect(plan).not.toMatch(/SCAN logs/);
      if (!plan.includes("UNION ALL")) expect(plan).not.toMatch(/TEMP B-TREE/);
      return;
    }
    if (database.engine === "postgresql") {
      expect(plan).not.toMatch(/Seq Scan on logs|Bitmap/);
      expect(plan).toMatch(/Index (Only )?Scan Backward using logs_/);
      expect(plan).not.toMatch(/ Sort {2}\(/);
      return;
    }
    const { tables, sorted } = tablesOf(JSON.parse(plan));
    const keys = tables.filter((table) => table.table_name === "logs").map((table) => table.key);
    expect(new Set(keys)).toEqual(new Set([index]));
    expect(tables.some((table) => table.table_name === "logs" && table.access_type === "ALL")).toBe(false);
    expect(sorted).not.toContain("logs");
  }

  const primary = { sqlite: "sqlite_autoindex_logs_1", postgresql: "logs_rest_pkey", mysql: "PRIMARY" };

  const CASES: [name: string, filter: () => object, index: string | null][] = [
    ["no condition", () => ({}), null],
    ["a user", () => ({ userId: [traffic.people.users[0]] }), "logs_user_id_id_idx"],
    ["two users", () => ({ userId: traffic.people.users.slice(0, 2) }), "logs_user_id_id_idx"],
    ["a token", () => ({ tokenId: [traffic.people.tokens[0]] }), "logs_token_id_id_idx"],
    ["a channel", () => ({ channelId: [traffic.people.channels[0]] }), "logs_channel_id_id_idx"],
    ["a model", () => ({ model: ["gpt-4o"] }), "logs_model_id_idx"],
    ["the beginning of models", () => ({ model: ["gpt*"] }), "logs_model_id_idx"],
    ["errors of clients", () => ({ status: ["4xx"] }), "logs_http_status_id_idx"],
    ["errors of clients and servers", () => ({ status: ["4xx", "5xx"] }), "logs_http_status_id_idx"],
    ["one status", () => ({ httpStatus: [429] }), "logs_http_status_id_idx"],
    ["an error code", () => ({ errorCode: ["rate_limited"] }), "logs_error_code_id_idx"],
    ["the beginning of error codes", () => ({ errorCode: ["rate*"] }), "logs_error_code_id_idx"],
    ["the text of an error", () => ({ errorText: "quota" }), "logs_error_code_id_idx"],
    ["a client's id", () => ({ requestId: "client 7" }), "logs_client_request_id_id_idx"],
    ["success", () => ({ status: ["2xx"] }), null],
    ["a group", () => ({ group: ["vip"] }), null],
    ["all but a channel", () => ({ channelIdNot: [traffic.people.channels[0]] }), null],
    ["a time taken", () => ({ durationMsMin: 5_000 }), null],
    ["an address", () => ({ ip: ["192.0.2.1"] }), null],
  ];

  test.each(CASES)("of %s descends its index, on the first page and deep down", async (_name, filter, index) => {
    for (const range of [first, deep]) {
      for (const plan of await plansOf(filter(), range)) expectBounded(plan, index ?? primary[database.engine]);
    }
  });

  const PAIRS: [name: string, filter: () => object, indexes: string[]][] = [
    [
      "a user and a model",
      () => ({ userId: [traffic.people.users[0]], model: ["gpt-4o"] }),
      ["logs_user_id_id_idx", "logs_model_id_idx"],
    ],
    [
      "a model and a channel",
      () => ({ model: ["gpt-4o"], channelId: [traffic.people.channels[0]] }),
      ["logs_channel_id_id_idx", "logs_model_id_idx"],
    ],
    [
      "a token and errors",
      () => ({ tokenId: [traffic.people.tokens[0]], httpStatus: [429] }),
      ["logs_http_status_id_idx", "logs_token_id_id_idx"],
    ],
  ];

  test.each(PAIRS)("of %s can go by either index", async (_name, filter, indexes) => {
    for (const range of [first, deep]) {
      const plans = await plansOf(filter(), range);
      expect(plans).toHaveLength(indexes.length * 2);
      plans.forEach((plan, index) => {
        const driver = [...indexes].sort()[Math.floor(index / 2)];
        const wanted =
          driver === undefined ? [] : indexes.filter((name) => plan.includes(name) || isPostgresName(plan, name));
        expect(wanted.length, plan).toBeGreaterThan(0);
        for (const name of wanted) expectBounded(plan, name);
      });
    }
  });

  /** Indexes of a partition have names of its own. */
  function isPostgresName(plan: string, index: string): boolean {
    return plan.includes(index.replace("logs_", "logs_rest_"));
  }
});
