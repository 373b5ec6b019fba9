import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import type { LedgerStore } from "@/server/money/ledger/operation";
import { openLedgerStore } from "@/server/money/ledger/store";
import { eachEngine } from "@/server/testing/database";
import { systemOf } from "@/server/testing/people";
import { recordTraffic } from "../testing/traffic";
import { makeTrafficDays } from "./days";
import { makeTops } from "./tops";
import { readWatermark } from "./watermark";

const DAY_MS = 86_400_000;
const NOON = Date.UTC(2026, 4, 10, 12);
const day = (index: number) => new Date(Date.UTC(2026, 4, 10 + index));

eachEngine("days of traffic", (database) => {
  let store: LedgerStore;
  beforeAll(() => {
    store = openLedgerStore(database.url, database.options);
  });
  afterAll(() => store.close());

  const at = (now: number): ServiceContext => ({ ...systemOf(database.db), clock: () => new Date(now) });
  const requestsOf = async (dayAt: Date, model: string) => {
    const rows = await database.db.trafficDay.findMany({ where: { dayAt, model } });
    return rows.reduce((sum, row) => sum + row.requestCount, 0);
  };

  test("are summed two days after they ended, once, by however many workers, and again when something came late", async () => {
    const model = newId("chn");
    await recordTraffic(store, [
      { createdAt: NOON, model, durationMs: 700 },
      { createdAt: NOON + 3_600_000, model, durationMs: 900, completionTokens: 70 },
      // A day without traffic lies between them.
      { createdAt: NOON + 2 * DAY_MS, model, httpStatus: 502, outcome: "upstream_error", kind: "fail" },
    ]);
    await makeTrafficDays(at(NOON + 1.9 * DAY_MS));
    expect(await requestsOf(day(0), model)).toBe(0);

    const now = NOON + 5 * DAY_MS;
    await Promise.all([makeTrafficDays(at(now)), makeTrafficDays(at(now)), makeTrafficDays(at(now))]);
    expect(await requestsOf(day(0), model)).toBe(2);
    expect(await requestsOf(day(2), model)).toBe(1);
    expect(await readWatermark(database.db, "traffic_days")).toEqual(day(3));
    const row = await database.db.trafficDay.findFirstOrThrow({ where: { dayAt: day(0), model } });
    expect(row).toMatchObject({ requestCount: 2, completionTokens: 75n, durationMs: 1_600n, httpStatus: 200 });
    const latency = await database.db.latencyDay.findMany({ where: { dayAt: day(0), model, measure: "total" } });
    expect(latency.reduce((sum, { requestCount }) => sum + requestCount, 0)).toBe(2);

    await recordTraffic(store, [{ createdAt: NOON + 2 * DAY_MS, model }]);
    await makeTrafficDays(at(now));
    expect(await requestsOf(day(2), model)).toBe(2);
    expect(await requestsOf(day(0), model)).toBe(2);
  });

  test("survive the hours they were made of", async () => {
    const model = newId("chn");
    await recordTraffic(store, [{ createdAt: NOON + 6 * DAY_MS, model }]);
    const now = NOON + 9 * DAY_MS;
    await makeTrafficDays(at(now));
    await database.db.trafficHour.deleteMany({ where: { hourAt: { gte: day(6), lt: day(7) } } });
    await database.db.latencyHour.deleteMany({ where: { hourAt: { gte: day(6), lt: day(7) } } });
    await makeTrafficDays(at(now));
    expect(await requestsOf(day(6), model)).toBe(1);
    expect(await database.db.latencyDay.count({ where: { dayAt: day(6), model } })).toBeGreaterThan(0);
  });

  test("note their biggest users and tokens: today's anew each time, those of closed days for good", async () => {
    const [big, small, token] = [newId("usr"), newId("usr"), newId("tok")];
    const today = NOON + 30 * DAY_MS;
    const times = (count: number, over: object) => Array.from({ length: count }, () => ({ createdAt: today, ...over }));
    await recordTraffic(store, [...times(3, { userId: big, tokenId: token }), ...times(1, { userId: small })]);
    const topsOf = async (subjectKind: string) => {
      const where = { dayAt: day(30), subjectKind, metric: "requests" };
      const rows = await database.db.usageTop.findMany({ where, orderBy: { position: "asc" } });
      return rows.map(({ subjectId, amount }) => [subjectId, amount]);
    };
    await makeTops(at(today));
    expect(await topsOf("user")).toEqual([
      [big, 3n],
      [small, 1n],
    ]);
    expect(await topsOf("token")).toEqual([[token, 3n]]);

    await recordTraffic(store, times(4, { userId: small }));
    await Promise.all([makeTops(at(today)), makeTops(at(today))]);
    expect(await topsOf("user")).toEqual([
      [small, 5n],
      [big, 3n],
    ]);
    await makeTops(at(today + 3 * DAY_MS));
    expect(await readWatermark(database.db, "usage_tops")).toEqual(day(31));
  });
});
