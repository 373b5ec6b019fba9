import type { ServiceContext } from "@/server/kernel/context";
import { toAppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { CreateBatchInput } from "@/server/money/redemption/schema";
import { createBatch } from "@/server/money/redemption/service/create";
import { redeemCode } from "@/server/money/redemption/service/redeem";
import { systemOf } from "@/server/testing/people";
import { addCheck, addRow, type Bench, timed } from "./rows";

const QUOTA = 1_000n;

/** Everybody redeems the one gift code at the same moment: exactly as many as it has uses get it. */
export async function measureGift(bench: Bench): Promise<void> {
  const { plan, site } = bench;
  const customCode = newId("rdc").slice(4);
  const input = { name: "gift", kind: "gift", customCode, usesMax: plan.giftUses, quota: QUOTA };
  const form = { idempotencyKey: newId("req") };
  await createBatch(systemOf(site.db), CreateBatchInput.parse({ ...input, ...form }));
  const people = await makePeople(bench, plan.redeemers);
  const eachMs: number[] = [];
  const outcomes = new Map<string, number>();
  const redeem = async (ctx: ServiceContext) => {
    const { result, tookMs } = await timed(() => outcomeOf(ctx, customCode));
    eachMs.push(tookMs);
    outcomes.set(result, (outcomes.get(result) ?? 0) + 1);
  };
  const { tookMs } = await timed(() => Promise.all(people.map(redeem)));
  addRow(bench, { name: "one gift code redeemed", concurrency: people.length, count: people.length, tookMs, eachMs });
  const credited = await site.db.ledgerEntry.aggregate({ where: { kind: "redeem" }, _sum: { amount: true } });
  const ok =
    outcomes.get("redeemed") === plan.giftUses &&
    outcomes.get("redemption.exhausted") === plan.redeemers - plan.giftUses &&
    credited._sum.amount === QUOTA * BigInt(plan.giftUses);
  const detail = [...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  addCheck(bench, `${plan.redeemers} at once on ${plan.giftUses} uses: exactly ${plan.giftUses}`, { ok, detail });
}

async function outcomeOf(ctx: ServiceContext, code: string): Promise<string> {
  try {
    await redeemCode(ctx, { code });
    return "redeemed";
  } catch (error) {
    const { reason, code: faultCode } = toAppError(error);
    return reason ?? faultCode;
  }
}

async function makePeople({ site }: Bench, count: number): Promise<ServiceContext[]> {
  const rows = Array.from({ length: count }, () => {
    const id = newId("usr");
    return { id, username: id, displayName: id, searchText: id, role: "user" };
  });
  await site.db.user.createMany({ data: rows });
  const base = systemOf(site.db);
  return rows.map(({ id }) => ({
    ...base,
    ip: "",
    actor: { kind: "user", id, name: id, role: "user", sessionId: null },
  }));
}
