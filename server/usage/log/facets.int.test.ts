import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import type { LedgerStore } from "@/server/money/ledger/operation";
import { openLedgerStore } from "@/server/money/ledger/store";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { makeTrafficDays } from "../rollup/days";
import { recordTraffic } from "../testing/traffic";
import { listLogFacets } from "./facets";
import { FacetsInput } from "./schema";

const DAY_MS = 86_400_000;
const FROM = Date.UTC(2026, 3, 1);
const range = { from: new Date(FROM), to: new Date(FROM + 5 * DAY_MS) };

eachEngine("facets", (database) => {
  let store: LedgerStore;
  let support: ServiceContext;
  const channelId = newId("chn");

  beforeAll(async () => {
    store = openLedgerStore(database.url, database.options);
    support = (await signedInAs(database.db, "support")).ctx;
    const at = (hours: number) => FROM + hours * 3_600_000;
    await recordTraffic(store, [
      { createdAt: at(1), model: "big", channelId, ip: "192.0.2.9" },
      {
        createdAt: at(2),
        model: "big",
        channelId: null,
        httpStatus: 429,
        outcome: "refused",
        errorCode: "rate_limited",
      },
      { createdAt: at(30), model: "big", channelId, isStream: true },
      { createdAt: at(100), model: "small", channelId, httpStatus: 502, outcome: "upstream_error", errorCode: "bad" },
    ]);
  });
  afterAll(() => store.close());

  const facets = (input: object, ctx = support) => listLogFacets(ctx, FacetsInput.parse({ ...range, ...input }));
  const counts = (values: readonly { value: string; count: number }[]) =>
    Object.fromEntries(values.map(({ value, count }) => [value, count]));

  test("count each field's values over the range, the busiest first", async () => {
    const all = await facets({});
    expect(all.basis).toBe("rollup");
    expect(all.model.map(({ value, count }) => [value, count])).toEqual([
      ["big", 3],
      ["small", 1],
    ]);
    expect(counts(all.status)).toEqual({ "2xx": 2, "4xx": 1, "5xx": 1 });
    expect(counts(all.httpStatus)).toEqual({ "200": 2, "429": 1, "502": 1 });
    expect(counts(all.isStream)).toEqual({ true: 1, false: 3 });
  });

  test("leave a field's own condition aside, so that another value can be chosen", async () => {
    const filtered = await facets({ model: ["small"] });
    expect(counts(filtered.model)).toEqual({ big: 3, small: 1 });
    expect(counts(filtered.status)).toEqual({ "5xx": 1 });
  });

  test("are the same from days that were summed up as from their hours", async () => {
    const before = await facets({});
    await makeTrafficDays({ ...systemOf(database.db), clock: () => new Date(FROM + 4.5 * DAY_MS) });
    expect(await facets({})).toEqual(before);
  });

  test("come from the newest rows where the roll-ups do not know a condition", async () => {
    const byAddress = await facets({ ip: ["192.0.2.9"] });
    expect(byAddress.basis).toBe("newest");
    expect(byAddress.model).toEqual([{ value: "big", label: "big", count: 1, isCapped: false }]);
    const byCode = await facets({ errorCode: ["*"], model: ["small"] });
    expect(counts(byCode.model)).toEqual({ big: 1, small: 1 });
  });

  test("can be searched", async () => {
    const found = await facets({ search: { field: "model", text: "SMA" } });
    expect(counts(found.model)).toEqual({ small: 1 });
  });

  test("show customers their own requests, and no channel", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    const own = await facets({}, ctx);
    expect([own.model, own.channelId]).toEqual([[], []]);
  });

  test("refuse a range that cannot be", async () => {
    await expect(facets({ from: new Date(2_000), to: new Date(1_000) })).rejects.toMatchObject({
      reason: "log.range_reversed",
    });
  });
});
