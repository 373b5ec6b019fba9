import { setTimeout as sleep } from "node:timers/promises";
import { UNITS_PER_USD } from "@/server/money/order/price";
import { createCodesJob } from "@/server/money/redemption/create-job";
import { CreateBatchInput } from "@/server/money/redemption/schema";
import { createBatch } from "@/server/money/redemption/service/create";
import { redeemCode } from "@/server/money/redemption/service/redeem";
import { takeCodes } from "@/server/money/redemption/service/take";
import { voidCode } from "@/server/money/redemption/service/void";
import { startJobRunner } from "@/server/operations/job/runner";
import { customerAt, DAY_MS, HOUR_MS, type Story } from "./cast";

const GIFT_CODE = "WELCOME-2026";
const RESELLER_CODES = 40;
const RESELLER_USED = 17;
const RESELLER_VOID = 3;
const JOB_POLL_MS = 20;

/** A gift whose credit ends, codes of a reseller of which some are used and some void, and a batch nobody has taken yet. */
export async function playCodes(story: Story): Promise<void> {
  const { timeline, now, operator, admin } = story;
  const gift = { name: "Welcome gift", kind: "gift", customCode: GIFT_CODE, usesMax: 100, quota: 2n * UNITS_PER_USD };
  await createBatch(
    operator.at(now - 28 * DAY_MS),
    CreateBatchInput.parse({ ...gift, creditDays: 14, idempotencyKey: "demo-gift-batch" }),
  );
  timeline.add(now - 26 * DAY_MS, () => useGift(story));
  const reseller = { name: "Reseller autumn", kind: "single", codeCount: RESELLER_CODES, prefix: "FALL" };
  const sold = await createBatch(
    operator.at(now - 24 * DAY_MS),
    CreateBatchInput.parse({
      ...reseller,
      quota: 10n * UNITS_PER_USD,
      validUntil: new Date(now + 60 * DAY_MS),
      notes: "Sold to a reseller, invoice 2031.",
      idempotencyKey: "demo-sold-batch",
    }),
  );
  await createBatch(
    admin.at(now - 2 * DAY_MS),
    CreateBatchInput.parse({
      name: "Conference handout",
      kind: "single",
      codeCount: 150,
      prefix: "CONF",
      quota: UNITS_PER_USD,
      validFrom: new Date(now + 5 * DAY_MS),
      validUntil: new Date(now + 35 * DAY_MS),
      creditDays: 30,
      idempotencyKey: "demo-next-batch",
    }),
  );
  await makeCodes(story);
  timeline.add(now - 23 * DAY_MS, () => sellCodes(story, sold.id));
}

/** The queue's own work, done before anything else happens. */
async function makeCodes({ system, now }: Story): Promise<void> {
  const runner = startJobRunner([createCodesJob], { pollMs: JOB_POLL_MS });
  const { db } = system.at(now);
  while ((await db.job.count({ where: { finishedAt: null } })) > 0) await sleep(JOB_POLL_MS);
  await runner.stop();
}

async function useGift(story: Story): Promise<void> {
  const { timeline, random, now } = story;
  for (let index = 0; index < 9; index += 1) {
    const customer = customerAt(story, index * 3 + 1);
    const at = now - random.between(2, 26 * 24) * HOUR_MS;
    timeline.add(at, async () => void (await redeemCode(customer.at(at), { code: GIFT_CODE })));
  }
}

async function sellCodes(story: Story, batchId: string): Promise<void> {
  const { timeline, random, now, operator } = story;
  const takenAt = operator.at(now - 23 * DAY_MS);
  const codes = [...(await takeCodes(takenAt, { id: batchId })).codes];
  codes.slice(0, RESELLER_USED).forEach((code, index) => {
    const at = now - random.between(20, 22 * 24) * HOUR_MS;
    timeline.add(at, async () => void (await redeemCode(customerAt(story, index * 2).at(at), { code })));
  });
  const rest = await takenAt.db.redemptionCode.findMany({
    where: { batchId, position: { gte: RESELLER_USED } },
    orderBy: { position: "asc" },
    take: RESELLER_VOID,
  });
  const voidedAt = now - 6 * DAY_MS;
  for (const { id } of rest) {
    timeline.add(voidedAt, () => voidCode(operator.at(voidedAt), { id, reason: "The reseller lost this card" }));
  }
}
