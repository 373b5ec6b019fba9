import { endDueLots } from "@/server/money/credit-lot/end-due";
import { executeRun, openRun } from "@/server/money/reconciliation/service/run";
import { sweepSubscriptions } from "@/server/money/subscription/sweep";
import { DAY_MS, HOUR_MS, type Player, type Story } from "./cast";
import { playCodes } from "./codes";
import { playDesk } from "./desk";
import { playOrders } from "./orders";
import { PLANS_SINCE_DAYS, playPlans } from "./plans";
import { playRewards } from "./rewards";
import { playStrangeEvents } from "./strange-events";

/** Nights whose books were looked at. */
const NIGHTS = 2;
const NIGHTLY_MS = 3 * HOUR_MS;

/** All that moves money beside requests, laid out on the timeline. Nothing of it writes a balance but the services. */
export async function playMoney(story: Story): Promise<void> {
  await playRewards(story);
  await playCodes(story);
  playPlans(story);
  playOrders(story);
  playStrangeEvents(story);
  playDesk(story);
  playNights(story);
}

/** The worker's nightly work: what is over ends, what renews itself is renewed, and the books are compared. */
function playNights({ timeline, now, system }: Story): void {
  const lastNight = Math.floor((now - NIGHTLY_MS) / DAY_MS) * DAY_MS + NIGHTLY_MS;
  for (let night = PLANS_SINCE_DAYS; night >= 0; night -= 1) {
    const at = lastNight - night * DAY_MS;
    timeline.add(at, async () => {
      await sweepSubscriptions(system.at(at));
      await endDueLots(system.at(at));
      if (night < NIGHTS) await lookAtBooks(system, at);
    });
  }
}

/** One reconciliation, as its button or the night starts it; it takes as long as it takes. */
export async function lookAtBooks(player: Player, at: number): Promise<void> {
  const startedAt = performance.now();
  const clock = () => new Date(at + performance.now() - startedAt);
  const ctx = { ...player.at(at), clock };
  await executeRun(ctx, await openRun(ctx));
}
