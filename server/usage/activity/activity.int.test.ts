import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import type { LedgerStore } from "@/server/money/ledger/operation";
import { isErrorOutcome, type LogRow } from "@/server/money/ledger/rows";
import { openLedgerStore } from "@/server/money/ledger/store";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeDefaultGroup, makeUser, signedInAs, systemOf } from "@/server/testing/people";
import { latencyBucket, percentileMs } from "../rollup/latency";
import { rollUpDays } from "../rollup/work";
import { recordTraffic } from "../testing/traffic";
import { readLatency } from "./latency";
import { ActivityInput, ActivityLatencyInput, ActivityTopsInput } from "./schema";
import { readActivity } from "./service";
import { readTops } from "./tops";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks changed in New York on 8 March. */
const FIRST = Date.UTC(2026, 1, 20);
const NOW = Date.UTC(2026, 2, 30, 9, 30);
const MODELS = Array.from({ length: 11 }, (_unused, index) => `model-${index}`);

/** Small and repeatable. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

eachEngine("activity", (database) => {
  let store: LedgerStore;
  let logs: LogRow[];
  const users: { id: string; username: string; email: string | null }[] = [];
  const tokens: string[] = [];
  const at = (ctx: ServiceContext, now = NOW): ServiceContext => ({ ...ctx, clock: () => new Date(now) });
  const site = () => at(systemOf(database.db));

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    store = openLedgerStore(database.url, database.options);
    const random = randomOf(7);
    for (let index = 0; index < 12; index += 1) {
      const user = await makeUser(database.db, { email: `activity-${index}@example.com` });
      users.push(user);
      const id = newId("tok");
      await database.db.token.create({ data: { id, userId: user.id, name: `t${index}`, searchText: "" } });
      tokens.push(id);
    }
    const rows = Array.from({ length: 3_000 }, () => randomLog(random));
    logs = [];
    for (let start = 0; start < rows.length; start += 500) {
      logs.push(...(await recordTraffic(store, rows.slice(start, start + 500))));
    }
    await rollUpDays(site());
  });
  afterAll(() => store.close());

  function randomLog(random: (below: number) => number): Partial<LogRow> {
    const who = Math.min(random(14), random(14));
    const isRefused = random(12) === 0;
    const isStream = random(2) === 0;
    const over: Partial<LogRow> = {
      createdAt: FIRST + random(NOW - FIRST),
      userId: users[who]?.id ?? null,
      tokenId: tokens[who] ?? null,
      model: MODELS[Math.min(random(11), random(11))] ?? "",
      groupName: random(3) === 0 ? "vip" : "default",
      channelId: isRefused ? null : `chn_${random(4)}`,
      isStream,
      promptTokens: random(4_000),
      cachedTokens: random(40),
      completionTokens: random(900),
      durationMs: 20 + random(30_000),
      firstTokenMs: isStream ? 15 + random(900) : null,
      attemptCount: isRefused ? 0 : 1 + Math.max(0, random(6) - 4),
    };
    if (isRefused) return { ...over, kind: "refuse", outcome: "refused", httpStatus: 429 };
    if (random(15) === 0) return { ...over, kind: "fail", outcome: "upstream_error", httpStatus: 502 };
    return over;
  }

  const inside = (from: Date | number, to: Date | number, match: (log: LogRow) => boolean = () => true) =>
    logs.filter((log) => log.createdAt >= Number(from) && log.createdAt < Number(to) && match(log));
  const errorsOf = (rows: LogRow[]) => rows.filter((log) => isErrorOutcome(log.outcome)).length;
  const tokensOf = (rows: LogRow[]) => rows.reduce((sum, log) => sum + log.promptTokens + log.completionTokens, 0);
  const series = (input: object) => readActivity(site(), ActivityInput.parse(input));

  for (const [name, range] of Object.entries({
    "two days by hour": { from: new Date(NOW - 2 * DAY_MS), to: new Date(NOW), zone: "UTC" },
    "a month in Shanghai": { from: new Date(NOW - 29 * DAY_MS), to: new Date(NOW), zone: "Asia/Shanghai" },
    "the days around New York's change of clocks": {
      from: new Date("2026-03-05T12:00:00Z"),
      to: new Date("2026-03-12T12:00:00Z"),
      zone: "America/New_York",
    },
    "a zone half an hour off": { from: new Date(NOW - 9 * DAY_MS), to: new Date(NOW), zone: "Asia/Kolkata" },
    "everything, by UTC days that were summed up before": { from: new Date(FIRST), to: new Date(NOW), zone: "UTC" },
  })) {
    test(`counts what the logs say: ${name}`, async () => {
      for (const metric of ["requests", "tokens", "errors"] as const) {
        const answer = await series({ ...range, by: "model", metric });
        const wanted = { requests: (rows: LogRow[]) => rows.length, tokens: tokensOf, errors: errorsOf }[metric];
        answer.buckets.forEach(({ from, to }, slot) => {
          const rows = inside(from, to);
          const shown = answer.series.reduce((sum, one) => sum + (one.values[slot] ?? 0), 0);
          expect(shown + (answer.other?.values[slot] ?? 0)).toBe(wanted(rows));
          for (const { key, values } of answer.series) {
            expect(values[slot]).toBe(wanted(rows.filter((log) => log.model === key)));
          }
          expect(answer.slots[slot]).toMatchObject({
            requests: rows.length,
            status4xx: rows.filter((log) => log.httpStatus === 429).length,
            status5xx: rows.filter((log) => log.httpStatus === 502).length,
            retries: rows.reduce((sum, log) => sum + Math.max(0, log.attemptCount - 1), 0),
            cachedTokens: rows.reduce((sum, log) => sum + log.cachedTokens, 0),
          });
        });
        expect(answer.series.length).toBeLessThanOrEqual(7);
        const named = new Set(inside(answer.from, answer.to, (log) => wanted([log]) > 0).map((log) => log.model));
        expect(answer.entityCount).toBe(named.size);
        expect(Number(answer.from)).toBeLessThanOrEqual(Number(range.from));
        expect(Number(answer.to)).toBeGreaterThanOrEqual(Number(range.to));
      }
    });
  }

  test("a zone's days have 23 or 25 hours where its clock changes, and begin at its midnight", async () => {
    const range = {
      from: new Date("2026-03-06T15:00:00Z"),
      to: new Date("2026-03-10T15:00:00Z"),
      zone: "America/New_York",
    };
    const { buckets } = await series({ ...range, by: "none" });
    const lengths = buckets.map(({ from, to }) => (Number(to) - Number(from)) / HOUR_MS);
    expect(lengths).toEqual([24, 24, 23, 24, 24]);
    expect(buckets[0]?.from).toEqual(new Date("2026-03-06T05:00:00Z"));
    expect(buckets.at(-1)?.from).toEqual(new Date("2026-03-10T04:00:00Z"));
  });

  test("filters hold for every number of an answer", async () => {
    const filter = { model: ["model-0", "model-2"], group: ["vip"], channelId: ["chn_1", "chn_2"] };
    const answer = await series({
      from: new Date(NOW - 20 * DAY_MS),
      to: new Date(NOW),
      by: "channel",
      metric: "requests",
      filter,
    });
    const rows = inside(
      answer.from,
      answer.to,
      (log) =>
        filter.model.includes(log.model) && log.groupName === "vip" && filter.channelId.includes(log.channelId ?? ""),
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(answer.totals.requests).toBe(rows.length);
    expect(answer.series.map(({ key }) => key).sort()).toEqual(["chn_1", "chn_2"]);
  });

  test("the stretch before has the same length, and ends at the same hour", async () => {
    const range = { from: new Date(NOW - 6 * DAY_MS), to: new Date(NOW), zone: "UTC", compare: true };
    const { previous, from, totals } = await series({ ...range, by: "none", metric: "requests" });
    expect(from).toEqual(new Date("2026-03-24T00:00:00Z"));
    expect(previous).toMatchObject({ from: new Date("2026-03-17T00:00:00Z"), to: new Date("2026-03-23T10:00:00Z") });
    expect(totals.requests).toBe(inside(from, NOW).length);
    expect(previous?.totals.requests).toBe(inside(previous?.from ?? 0, previous?.to ?? 0).length);
    expect(previous?.values).toHaveLength(7);
  });

  test("users and tokens: the biggest are exact, and the rest is what the site has more", async () => {
    const rangeOf = (days: number) => ({
      from: new Date(NOW - days * DAY_MS),
      to: new Date(NOW),
      zone: "Asia/Shanghai",
    });
    for (const [by, field] of [
      ["user", "userId"],
      ["token", "tokenId"],
    ] as const) {
      const answer = await series({ ...rangeOf(12), by, metric: "requests" });
      expect(answer.series).toHaveLength(7);
      expect(answer.ranking?.isExact).toBe(true);
      const counts = new Map<string, number>();
      for (const log of inside(answer.from, answer.to)) {
        const key = log[field];
        if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const biggest = [...counts.values()].sort((one, other) => other - one).slice(0, 7);
      expect(answer.series.map(({ total }) => total)).toEqual(biggest);
      for (const { key, total } of answer.series) expect(total).toBe(counts.get(key));
      expect(answer.totals.requests).toBe(inside(answer.from, answer.to).length);
      const sum = answer.series.reduce((total, one) => total + one.total, answer.other?.total ?? 0);
      expect(sum).toBe(answer.totals.requests);
      expect(Object.keys(answer.names)).toHaveLength(7);

      const tops = await readTops(
        site(),
        ActivityTopsInput.parse({ ...rangeOf(12), of: by, metric: "requests", compare: true }),
      );
      expect(tops.rows.slice(0, 7).map(({ amount }) => amount)).toEqual(biggest);
      expect(tops.total).toBe(answer.totals.requests);
      expect(tops.ranking?.isExact).toBe(true);
    }
  });

  test("tables have the numbers of the bars, from days or hours alike", async () => {
    for (const days of [1, 20, 38]) {
      const range = { from: new Date(NOW - days * DAY_MS), to: new Date(NOW), zone: "America/New_York" };
      const bars = await series({ ...range, by: "none" });
      const tops = await readTops(site(), ActivityTopsInput.parse({ ...range, of: "model", metric: "requests" }));
      expect(tops.total).toBe(bars.totals.requests);
      for (const row of tops.rows) {
        const rows = inside(bars.from, bars.to, (log) => log.model === row.key);
        expect(row).toMatchObject({ requests: rows.length, errors: errorsOf(rows), tokens: tokensOf(rows) });
      }
    }
  });

  test("a customer sees their own use alone, and no channels; staff find them by name or mail", async () => {
    const user = users[0];
    if (!user) throw new Error("no user");
    const range = { from: new Date(NOW - 8 * DAY_MS), to: new Date(NOW), zone: "UTC" };
    const row = await database.db.user.findUniqueOrThrow({ where: { id: user.id } });
    const own = at(await contextOf(database.db, row));
    const answer = await readActivity(
      own,
      ActivityInput.parse({ ...range, metric: "requests", filter: { userId: users[1]?.id } }),
    );
    const rows = inside(answer.from, answer.to, (log) => log.userId === user.id);
    expect(answer).toMatchObject({ source: "person", throughput: null });
    expect(answer.totals.requests).toBe(rows.length);
    expect(answer.totals.errors).toBe(errorsOf(rows));
    await expect(readActivity(own, ActivityInput.parse({ ...range, by: "channel" }))).rejects.toThrow("forbidden");
    await expect(
      readActivity(own, ActivityInput.parse({ ...range, filter: { channelId: ["chn_1"] } })),
    ).rejects.toThrow("forbidden");
    await expect(readTops(own, ActivityTopsInput.parse({ ...range, of: "user" }))).rejects.toThrow("forbidden");
    await expect(readLatency(own, ActivityLatencyInput.parse(range))).rejects.toThrow("forbidden");

    const { ctx } = await signedInAs(database.db, "support");
    for (const userId of [user.id, user.username, `${user.email}`]) {
      const seen = await readActivity(at(ctx), ActivityInput.parse({ ...range, filter: { userId } }));
      expect(seen.totals.requests).toBe(rows.length);
    }
    const nobody = await readActivity(at(ctx), ActivityInput.parse({ ...range, filter: { userId: "no such name" } }));
    expect(nobody.totals.requests).toBe(0);
    const byToken = await readActivity(at(ctx), ActivityInput.parse({ ...range, filter: { tokenId: tokens[0] } }));
    expect(byToken.totals.requests).toBe(rows.length);
  });

  test("percentiles come from all requests of a bar together", async () => {
    for (const days of [2, 20, 38]) {
      const range = { from: new Date(NOW - days * DAY_MS), to: new Date(NOW), filter: { channelId: ["chn_1"] } };
      const { buckets, bars, overall } = await readLatency(site(), ActivityLatencyInput.parse(range));
      const served = (from: Date, to: Date) =>
        inside(from, to, (log) => log.channelId === "chn_1" && log.kind === "consume" && log.outcome === "completed");
      buckets.forEach(({ from, to }, slot) => {
        const histogram = new Map<number, number>();
        for (const log of served(from, to)) {
          const bucket = latencyBucket(log.durationMs);
          histogram.set(bucket, (histogram.get(bucket) ?? 0) + 1);
        }
        expect(bars[slot]).toMatchObject({ count: served(from, to).length, p95: percentileMs(histogram, 0.95) });
      });
      expect(overall.count).toBe(bars.reduce((sum, { count }) => sum + count, 0));
    }
  });

  test("what is left of deleted hours is shown in UTC days", async () => {
    const model = "kept-as-days";
    const day = Date.UTC(2025, 5, 1);
    await recordTraffic(store, [
      { createdAt: day + HOUR_MS, model },
      { createdAt: day + 30 * HOUR_MS, model },
    ]);
    // The mark is beyond it already, as it is when hours were deleted: its days were made long ago.
    for (const hourAt of [day + HOUR_MS, day + 30 * HOUR_MS]) {
      const hour = await database.db.trafficHour.findFirstOrThrow({ where: { hourAt: new Date(hourAt), model } });
      const { hourAt: _gone, ...rest } = hour;
      await database.db.trafficDay.create({ data: { ...rest, dayAt: new Date(hourAt - (hourAt % DAY_MS)) } });
    }
    await database.db.trafficHour.deleteMany({ where: { model } });
    const answer = await series({
      from: new Date(day),
      to: new Date(day + 5 * DAY_MS),
      zone: "Asia/Shanghai",
      by: "none",
    });
    expect(answer.unit).toBe("utcDay");
    expect(answer.totals.requests).toBe(2);
  });
});

test("a range must have a length that can be shown", () => {
  expect(ActivityInput.safeParse({ from: new Date(0), to: new Date(), zone: "Nowhere/Land" }).success).toBe(false);
});
