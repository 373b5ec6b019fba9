import { beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeUser, signedInAs } from "@/server/testing/people";
import { type ChargedUsage, chargeFor } from "./charge";
import { PriceEffectInput } from "./schema";
import { previewPriceEffect } from "./service/effect";

const NOW = Date.UTC(2026, 5, 20, 12);
const HOUR_MS = 3_600_000;
const TOKEN = {
  mode: "token",
  inputPrice: "2.5",
  cachedInputPrice: "1.25",
  outputPrice: "10",
  callPrice: "0",
} as const;

eachEngine("the effect of prices", (database) => {
  const model = `m-${newId("job").slice(-10)}`;
  const [dear, cheap] = [`dear-${model}`, `cheap-${model}`];
  const usages: ChargedUsage[] = Array.from({ length: 40 }, (_, index) => ({
    promptTokens: 37 * index + 1,
    cachedTokens: 5 * index,
    completionTokens: 11 * index + 3,
  }));

  beforeAll(async () => {
    await database.db.group.createMany({
      data: [
        { name: dear, displayName: dear, ratio: "2" },
        { name: cheap, displayName: cheap, ratio: "0.5" },
      ],
    });
    await database.db.modelPrice.create({ data: { model, ...TOKEN } });
    const row = { channelId: newId("chn"), model, endpoint: "chat", isStream: false, httpStatus: 200 };
    const sumOf = (name: Exclude<keyof ChargedUsage, "special">) =>
      BigInt(usages.reduce((sum, usage) => sum + usage[name], 0));
    const tokens = {
      promptTokens: sumOf("promptTokens"),
      cachedTokens: sumOf("cachedTokens"),
      completionTokens: sumOf("completionTokens"),
    };
    await database.db.trafficHour.createMany({
      data: [dear, cheap].flatMap((groupName) => [
        { ...row, ...tokens, groupName, hourAt: new Date(NOW - HOUR_MS), outcome: "completed", requestCount: 40 },
        { ...row, groupName, hourAt: new Date(NOW - HOUR_MS), outcome: "refused", httpStatus: 429, requestCount: 9 },
        {
          ...row,
          ...tokens,
          groupName,
          hourAt: new Date(NOW - 8 * 24 * HOUR_MS),
          outcome: "completed",
          requestCount: 40,
        },
      ]),
    });
  });

  async function effectOf(input: Parameters<typeof PriceEffectInput.parse>[0]) {
    const { ctx } = await signedInAs(database.db, "support");
    return previewPriceEffect({ ...ctx, clock: () => new Date(NOW) }, PriceEffectInput.parse(input));
  }

  test("is what the requests of the last week would have cost, short of the rounding up of each", async () => {
    const price = { ...TOKEN, inputPrice: "25" };
    const { rows } = await effectOf({ prices: [{ model, price }] });
    for (const [group, groupRatio] of [
      [dear, "2"],
      [cheap, "0.5"],
    ] as const) {
      const row = rows.find((one) => one.group === group);
      const exact = (of: typeof price | typeof TOKEN) =>
        usages.reduce((sum, usage) => sum + chargeFor({ price: of, usage, groupRatio }), 0n);
      expect(row?.requestCount).toBe(40);
      for (const [shown, truth] of [
        [row?.unitsBefore ?? -1n, exact(TOKEN)],
        [row?.unitsAfter ?? -1n, exact(price)],
      ] as const) {
        expect(shown).toBeLessThanOrEqual(truth);
        expect(truth - shown).toBeLessThan(BigInt(usages.length));
      }
    }
  });

  test("tells accounts apart that pay a ratio of their own, and leaves the others at everybody's", async () => {
    const { db } = database;
    const [home, group] = [`home-${model}`, `split-${model}`];
    await db.group.create({ data: { name: group, displayName: group, ratio: "2" } });
    const user = await makeUser(db, { groupName: home });
    const tokens = { promptTokens: 1_000_000n, cachedTokens: 0n, completionTokens: 0n };
    const row = { hourAt: new Date(NOW - HOUR_MS), channelId: newId("chn"), groupName: group, model };
    const all = { promptTokens: 3_000_000n, cachedTokens: 0n, completionTokens: 0n };
    const how = { endpoint: "chat", isStream: false, httpStatus: 200, outcome: "completed" };
    await db.trafficHour.create({ data: { ...row, ...how, ...all, requestCount: 3 } });
    await db.usageHour.create({ data: { ...row, ...tokens, userId: user.id, tokenId: "", requestCount: 1 } });
    const effect = await effectOf({ ratios: [{ group, accountRatios: { [home]: "0.5" } }] });
    const [million, before, after] = [1_250_000n, 2n * 3n, 2n * 2n];
    expect(effect.rows).toMatchObject([{ group, requestCount: 3 }]);
    expect(effect.unitsBefore).toBe(before * million);
    expect(effect.unitsAfter).toBe(after * million + million / 2n);
  });

  test("counts only requests that were charged when a price is by call", async () => {
    const price = { ...TOKEN, mode: "call" as const, callPrice: "0.01" };
    const { rows } = await effectOf({ prices: [{ model, price }] });
    expect(rows.find(({ group }) => group === dear)?.unitsAfter).toBe(40n * 10_000n);
  });

  test("of a group's ratio touches that group alone, and of a price taken away comes to nothing", async () => {
    const ratio = await effectOf({ ratios: [{ group: dear, ratio: "4" }] });
    expect(ratio.rows.map(({ group }) => group)).toEqual([dear]);
    expect(Number(ratio.unitsAfter)).toBeCloseTo(2 * Number(ratio.unitsBefore), -1);
    const gone = await effectOf({ prices: [{ model, price: null }] });
    expect(gone.unitsAfter).toBe(0n);
    expect(gone.unitsBefore).toBeGreaterThan(0n);
  });
});
