import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { readChannelPulse } from "./pulse";

const HOUR_MS = 3_600_000;

eachEngine("the pulse of a channel", (database) => {
  type Call = { durationMs: number; fault?: string; agoMs?: number };

  async function pulseOf(calls: readonly Call[]) {
    const { ctx } = await signedInAs(database.db, "operator");
    const channelId = newId("chn");
    const now = Date.now();
    await database.db.attempt.createMany({
      data: calls.map(({ durationMs, fault = "none", agoMs = 1_000 }) => ({
        requestId: newId("req", now - agoMs),
        position: 0,
        channelId,
        endpoint: "/v1/chat/completions",
        startedAt: new Date(now - agoMs),
        durationMs,
        fault,
      })),
    });
    return (await readChannelPulse(ctx, { ids: [channelId] }))[channelId];
  }

  const fast = Array.from({ length: 18 }, () => ({ durationMs: 10 }));

  test("has neither success nor latency without calls, rather than zero", async () => {
    expect(await pulseOf([])).toMatchObject({ callCount: 0, successRatio: null, p95Ms: null });
  });

  test("is not quickened by one slow call in twenty; two slow it down", async () => {
    const one = await pulseOf([...fast, { durationMs: 10 }, { durationMs: 900 }]);
    const two = await pulseOf([...fast, { durationMs: 800 }, { durationMs: 900 }]);
    expect([one?.p95Ms, two?.p95Ms]).toEqual([10, 800]);
  });

  test("counts what was nobody's or the client's fault as success", async () => {
    const calls = ["none", "client", "none", "upstream"].map((fault) => ({ durationMs: 1, fault }));
    expect(await pulseOf(calls)).toMatchObject({ callCount: 4, successRatio: 0.75 });
  });

  test("is that of its own last hour, however busy others are", async () => {
    const pulse = await pulseOf([{ durationMs: 5 }, { durationMs: 7, agoMs: HOUR_MS + 60_000 }]);
    expect(pulse).toMatchObject({ callCount: 1, p95Ms: 5 });
  });
});
