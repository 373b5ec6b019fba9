import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import type { LedgerStore } from "@/server/money/ledger/operation";
import { openLedgerStore } from "@/server/money/ledger/store";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { makeTrafficDays } from "../rollup/days";
import { readLogHistogram } from "./histogram";
import { listLogs } from "./list";
import { HistogramInput, ListLogsInput, type LogFilter } from "./schema";
import { streamLogs } from "./stream";
import { isWanted } from "./testing/naive";
import { Random } from "./testing/random";
import { RandomTraffic } from "./testing/traffic";

// What is found is the question here, not how soon: a busy machine makes answers partial.
vi.mock("./query/timing", async (importOriginal) => ({
  ...(await importOriginal<typeof import("./query/timing")>()),
  STATEMENT_MAX_MS: 60_000,
  DEADLINE_MS: 60_000,
}));

const HOURS = 72;
const FROM = Date.UTC(2026, 5, 1, 5);
const FILTERS = 50;

eachEngine("any filter of random traffic", (database) => {
  const random = new Random(20_260_601);
  const traffic = new RandomTraffic(random, { from: FROM, hours: HOURS, rowCount: 5_000 });
  let store: LedgerStore;
  let support: ServiceContext;

  beforeAll(async () => {
    store = openLedgerStore(database.url, database.options);
    await traffic.write(database.db, store);
    support = (await signedInAs(database.db, "support")).ctx;
  }, 60_000);
  afterAll(() => store.close());

  const idsOf = (filter: LogFilter) =>
    traffic.rows
      .filter((row) => isWanted(row, filter))
      .map((row) => row.id)
      .sort()
      .reverse();

  async function readPages(filter: LogFilter, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listLogs(support, ListLogsInput.parse({ ...filter, limit, cursor }));
      ids.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return ids;
  }

  test("gives exactly the rows that meet it, each once and in order, over all pages", async () => {
    for (let index = 0; index < FILTERS; index += 1) {
      const filter = traffic.filter();
      const pages = await readPages(filter, 40 + random.below(160));
      expect(pages, JSON.stringify(filter)).toEqual(idsOf(filter));
    }
  }, 120_000);

  test("is exported with the same rows, in chunks of any size", async () => {
    for (let index = 0; index < FILTERS / 2; index += 1) {
      const filter = traffic.filter();
      const ids: string[] = [];
      for await (const rows of streamLogs(support, filter, { chunkSize: 1 + random.below(400) })) {
        ids.push(...rows.map((row) => row.id));
      }
      expect(ids, JSON.stringify(filter)).toEqual(idsOf(filter));
    }
  }, 120_000);

  test("is charted with as many rows in each bar as its list has", async () => {
    for (let index = 0; index < FILTERS; index += 1) {
      const given = traffic.filter();
      const filter = {
        ...given,
        from: given.from ?? new Date(FROM),
        to: given.to ?? new Date(FROM + HOURS * 3_600_000),
      };
      const chart = await readLogHistogram(
        support,
        HistogramInput.parse({ ...filter, buckets: 1 + random.below(120) }),
      );
      expect(chart.isPartial).toBe(false);
      const wanted = traffic.rows.filter((row) => isWanted(row, filter));
      for (const { at, ok, clientErrors, serverErrors } of chart.buckets) {
        const inside = wanted.filter(
          ({ createdAt }) => createdAt >= at.getTime() && createdAt < at.getTime() + chart.bucketMs,
        );
        const classes = [ok, clientErrors, serverErrors];
        const told = `${JSON.stringify(filter)} at ${at.toISOString()} of ${chart.basis}`;
        expect(classes, told).toEqual([
          inside.filter((row) => row.httpStatus < 400).length,
          inside.filter((row) => row.httpStatus >= 400 && row.httpStatus < 500).length,
          inside.filter((row) => row.httpStatus >= 500).length,
        ]);
      }
      expect(wanted.length, "all rows stand in a bar").toBe(
        chart.buckets.reduce((sum, one) => sum + one.ok + one.clientErrors + one.serverErrors, 0),
      );
    }
  }, 120_000);

  test("gives the same rows once the days of its hours are made", async () => {
    await makeTrafficDays({ ...systemOf(database.db), clock: () => new Date(FROM + 20 * 86_400_000) });
    for (let index = 0; index < FILTERS; index += 1) {
      const filter = traffic.filter();
      expect(await readPages(filter, 200), JSON.stringify(filter)).toEqual(idsOf(filter));
    }
  }, 120_000);
});
