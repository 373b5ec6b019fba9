import { withTransaction } from "@/server/kernel/transaction";
import { createReferralCode } from "@/server/money/referral/service/create-code";
import { transferRewards } from "@/server/money/referral/service/transfer";
import { rewardSignUp } from "@/server/money/referral/sign-up";
import { checkIn } from "@/server/money/reward/service";
import { customerAt, DAY_MS, HOUR_MS, type Player, type Story } from "./cast";

const CHECK_IN_DAYS = 29;
/** The visitor's account comes most days; today's credit is left for the visitor to collect. */
const REGULARS = [
  { customer: 0, chance: 0.8 },
  { customer: 3, chance: 0.5 },
  { customer: 11, chance: 0.4 },
  { customer: 17, chance: 0.3 },
] as const;
const INVITEES = [1, 5, 9, 15, 21] as const;

/** People who come back every day, and people whom the visitor's account brought. */
export async function playRewards(story: Story): Promise<void> {
  const { timeline, random, now } = story;
  await inviteFriends(story);
  const midnight = Math.floor(now / DAY_MS) * DAY_MS;
  for (let daysAgo = CHECK_IN_DAYS; daysAgo > 0; daysAgo -= 1) {
    for (const { customer, chance } of REGULARS) {
      if (random.next() > chance) continue;
      const at = midnight - daysAgo * DAY_MS + random.between(7 * 60, 20 * 60) * 60_000;
      timeline.add(at, async () => void (await checkIn(customerAt(story, customer).at(at))));
    }
  }
  const moveAt = now - 8 * DAY_MS;
  const amount = 300_000n;
  timeline.add(moveAt, async () => {
    await transferRewards(customerAt(story, 0).at(moveAt), { amount, idempotencyKey: "demo-rewards" });
  });
}

async function inviteFriends(story: Story): Promise<void> {
  const [inviter] = story.customers;
  const ctx = inviter.at(story.now - 39 * DAY_MS);
  await createReferralCode(ctx);
  for (const index of INVITEES) await signUp(story, { inviter, invitee: customerAt(story, index) });
}

/** The invitee's account was made with the others; what registering by a link adds is added here. */
async function signUp(story: Story, { inviter, invitee }: { inviter: Player; invitee: Player }): Promise<void> {
  const at = story.now - 38 * DAY_MS + story.random.between(1, 20) * HOUR_MS;
  await withTransaction(story.system.at(at), async (tx) => {
    await tx.db.user.update({ where: { id: invitee.id }, data: { inviterId: inviter.id } });
    await rewardSignUp(tx, { inviterId: inviter.id, inviteeId: invitee.id });
  });
}
