import { beforeAll, expect, test } from "vitest";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { verifyLedger } from "../ledger/verify";
import { checkIn, listCheckIns } from "./service";

eachEngine("check-in", (database) => {
  const set = async (isOn: boolean, min: number, max: number) => {
    await replaceSetting(database.db, "rewards.checkInEnabled", isOn);
    await replaceSetting(database.db, "rewards.checkInMinUnits", min);
    await replaceSetting(database.db, "rewards.checkInMaxUnits", max);
  };
  const customer = async (at = "2026-11-22T08:00:00Z") => {
    const { user, ctx } = await signedInAs(database.db, "user");
    return { user, ctx: { ...ctx, clock: () => new Date(at) } };
  };

  beforeAll(async () => {
    await replaceSetting(database.db, "site.timeZone", "Asia/Shanghai");
  });

  test("pays once a day, however many clicks come at once, and says so", async () => {
    await set(true, 1_000, 0);
    const { user, ctx } = await customer();
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => checkIn(ctx)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason.reason] : []));
    expect(new Set(refusals)).toEqual(new Set(["reward.checked_in_already"]));
    const { balance } = await database.db.user.findUniqueOrThrow({ where: { id: user.id } });
    expect(balance).toBe(1_000n);
    const entries = await database.db.ledgerEntry.findMany({ where: { userId: user.id } });
    expect(entries).toMatchObject([
      { kind: "check_in", amount: 1_000n, actorId: user.id, idempotencyKey: `check_in:${user.id}:2026-11-22` },
    ]);
    expect(await database.db.auditEvent.count({ where: { actorId: user.id, action: "reward.checkIn" } })).toBe(1);
    expect((await verifyLedger(database.db)).differences).toEqual([]);
  });

  test("begins the day at midnight of the site", async () => {
    await set(true, 5, 0);
    const { ctx } = await customer("2026-11-22T15:59:59Z");
    await checkIn(ctx);
    const afterMidnight = { ...ctx, clock: () => new Date("2026-11-22T16:00:00Z") };
    expect(await listCheckIns(afterMidnight, {})).toMatchObject({ today: "2026-11-23", isDoneToday: false });
    expect(await checkIn(afterMidnight)).toMatchObject({ day: "2026-11-23" });
    expect(await listCheckIns(afterMidnight, {})).toMatchObject({
      isOn: true,
      isDoneToday: true,
      month: "2026-11",
      days: [
        { day: "2026-11-22", amount: 5n },
        { day: "2026-11-23", amount: 5n },
      ],
    });
    expect((await listCheckIns(afterMidnight, { month: "2026-10" })).days).toEqual([]);
  });

  test("draws an amount between the least and the most", async () => {
    await set(true, 10, 12);
    const drawn = new Set<bigint>();
    for (let day = 1; day <= 28; day += 1) {
      const { ctx } = await customer(`2026-02-${String(day).padStart(2, "0")}T08:00:00Z`);
      drawn.add((await checkIn(ctx)).amount);
    }
    expect([...drawn].every((amount) => amount >= 10n && amount <= 12n)).toBe(true);
    expect(drawn.size).toBeGreaterThan(1);
  });

  test("is refused while it is off or would give nothing", async () => {
    const { ctx } = await customer();
    await set(false, 1_000, 0);
    await expect(checkIn(ctx)).rejects.toMatchObject({ code: "PRECONDITION_FAILED", reason: "reward.check_in_off" });
    await set(true, 0, 0);
    await expect(checkIn(ctx)).rejects.toMatchObject({ reason: "reward.check_in_off" });
    expect((await listCheckIns(ctx, {})).isOn).toBe(false);
  });
});
