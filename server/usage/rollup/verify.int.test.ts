import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { LedgerStore } from "@/server/money/ledger/operation";
import { openLedgerStore } from "@/server/money/ledger/store";
import { eachEngine } from "@/server/testing/database";
import { systemOf } from "@/server/testing/people";
import { recordTraffic } from "../testing/traffic";
import { makeTrafficDays } from "./days";
import { latencyBucket } from "./latency";
import { verifyUsage } from "./verify";

const FIRST = Date.UTC(2026, 1, 3, 10, 20);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const hourAt = new Date(FIRST - (FIRST % HOUR_MS));
const dayAt = new Date(FIRST - (FIRST % DAY_MS));

eachEngine("verifying totals", (database) => {
  let store: LedgerStore;
  const [userId, tokenId] = [newId("usr"), newId("tok")];
  const differences = async () => (await verifyUsage(database.db)).differences;

  beforeAll(async () => {
    store = openLedgerStore(database.url, database.options);
    // Every bucket's edges, where a second way of computing them would go astray.
    const edges = Array.from({ length: 60 }, (_unused, step) => Math.round(10 * 2 ** (step / 4)));
    const rows = edges.flatMap((ms, index) =>
      [ms - 1, ms, ms + 1].map((durationMs) => ({
        createdAt: FIRST + index * 40 * 60_000,
        userId,
        tokenId,
        durationMs,
        isStream: index % 2 === 0,
        firstTokenMs: index % 2 === 0 ? Math.floor(durationMs / 3) : null,
      })),
    );
    await recordTraffic(store, [
      ...rows,
      { createdAt: FIRST, kind: "refuse", outcome: "refused", httpStatus: 429, channelId: null, attemptCount: 0 },
      { createdAt: FIRST + 20 * DAY_MS, kind: "fail", outcome: "timeout", httpStatus: 504, userId },
    ]);
    await makeTrafficDays({ ...systemOf(database.db), clock: () => new Date(FIRST + 30 * DAY_MS) });
  });
  afterAll(() => store.close());

  test("finds nothing where all was written together", async () => {
    const { hours, days, trafficDays, differences: found } = await verifyUsage(database.db);
    expect(found).toEqual([]);
    // 40 hours and one much later; what lies empty between is not walked through.
    expect({ hours, days }).toEqual({ hours: 41, days: 4 });
    expect(trafficDays).toBe(28);
  });

  test("finds a difference in any of the tables, on either side", async () => {
    const { db } = database;
    const one = { increment: 1 };
    const back = { decrement: 1 };
    const hour = { hourAt, userId };
    const traffic = { hourAt, httpStatus: 429 };
    const latency = { hourAt, measure: "total", bucket: latencyBucket(10) };
    const day = { dayAt, subjectId: tokenId };
    const plants = [
      [
        "usage_hours",
        "duration_ms",
        () => db.usageHour.updateMany({ where: hour, data: { durationMs: one } }),
        () => db.usageHour.updateMany({ where: hour, data: { durationMs: back } }),
      ],
      [
        "traffic_hours",
        "quota",
        () => db.trafficHour.updateMany({ where: traffic, data: { quota: one } }),
        () => db.trafficHour.updateMany({ where: traffic, data: { quota: back } }),
      ],
      [
        "latency_hours",
        "request_count",
        () => db.latencyHour.updateMany({ where: latency, data: { requestCount: one } }),
        () => db.latencyHour.updateMany({ where: latency, data: { requestCount: back } }),
      ],
      [
        "usage_days",
        "error_count",
        () => db.usageDay.updateMany({ where: day, data: { errorCount: one } }),
        () => db.usageDay.updateMany({ where: day, data: { errorCount: back } }),
      ],
      [
        "traffic_days",
        "stream_ms",
        () => db.trafficDay.updateMany({ where: { dayAt, httpStatus: 429 }, data: { streamMs: one } }),
        () => db.trafficDay.updateMany({ where: { dayAt, httpStatus: 429 }, data: { streamMs: back } }),
      ],
      [
        "latency_days",
        "request_count",
        () => db.latencyDay.updateMany({ where: { dayAt, measure: "total", bucket: 0 }, data: { requestCount: one } }),
        () => db.latencyDay.updateMany({ where: { dayAt, measure: "total", bucket: 0 }, data: { requestCount: back } }),
      ],
    ] as const;
    for (const [table, column, plant, undo] of plants) {
      expect((await plant()).count).toBe(1);
      const found = await differences();
      expect(found).toContainEqual(expect.objectContaining({ table, column }));
      expect(
        found.every((difference) => difference.actual - difference.expected === 1n || table.endsWith("_hours")),
      ).toBe(true);
      await undo();
    }
    expect(await differences()).toEqual([]);
  });

  test("finds a log that no total knows", async () => {
    const id = newId("req", FIRST + HOUR_MS);
    const log = {
      kind: "consume",
      endpoint: "chat",
      httpStatus: 200,
      outcome: "completed",
      isStream: false,
      quota: 7n,
    };
    await database.db.log.create({
      data: { id, createdAt: new Date(FIRST + HOUR_MS), model: "unknown", userId, ...log },
    });
    const tables = new Set((await differences()).map(({ table }) => table));
    expect([...tables].sort()).toEqual(["latency_hours", "traffic_hours", "usage_days", "usage_hours"]);
    await database.db.log.delete({ where: { id } });
  });

  test("asks nothing of hours whose logs were deleted", async () => {
    const at = new Date(FIRST + 2 * HOUR_MS);
    await database.db.log.deleteMany({ where: { createdAt: { lt: at } } });
    await database.db.watermark.create({ data: { name: "logs_removed", at } });
    expect(await differences()).toEqual([]);
  });
});
