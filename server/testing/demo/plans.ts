import { UNITS_PER_USD } from "@/server/money/order/price";
import { PlanCreateInput, PlanTerms } from "@/server/money/plan/schema";
import { createPlan } from "@/server/money/plan/service/create";
import { publishPlan } from "@/server/money/plan/service/publish";
import { SubscribeInput, SubscriptionCancelInput, SubscriptionStartInput } from "@/server/money/subscription/schema";
import { cancelSubscription } from "@/server/money/subscription/service/cancel";
import { startForUser, subscribe } from "@/server/money/subscription/service/subscribe";
import { customerAt, DAY_MS, HOUR_MS, type Player, type Story } from "./cast";
import { payOrder, place } from "./orders";

/** Long enough ago that the first subscriptions are over, or renewed. */
export const PLANS_SINCE_DAYS = 38;
const MINUTE_MS = 60_000;

const usd = (dollars: number) => BigInt(dollars) * UNITS_PER_USD;

const STARTER = {
  priceMinor: 500n,
  currency: "USD",
  period: "month",
  features: { texts: ["All chat models", "Mail support"], monthly: [] },
  limits: { periodQuota: usd(8), windows: [{ kind: "day", quota: usd(1) }] },
};
const PLANS = [
  { name: "Starter", description: "For trying things out.", terms: STARTER },
  {
    name: "Pro",
    description: "For people who build every day.",
    terms: {
      priceMinor: 2_000n,
      currency: "USD",
      period: "month",
      features: { texts: ["Everything in Starter", "VIP prices", "Answers within a day"], monthly: [] },
      limits: {
        periodQuota: usd(35),
        windows: [
          { kind: "week", quota: usd(12) },
          { kind: "hours5", quota: usd(2) },
        ],
      },
      groupNames: ["vip"],
    },
  },
  {
    name: "Team",
    description: "A year for a whole team.",
    terms: {
      priceMinor: 49_000n,
      currency: "USD",
      period: "year",
      features: { texts: ["Everything in Pro", "A person to call"], monthly: [{ name: "Seats", value: 12 }] },
      limits: { periodQuota: usd(900), windows: [{ kind: "week", quota: usd(25) }] },
      groupNames: ["vip"],
    },
  },
] as const;

type Subscriber = { customer: number; plan: number; daysAgo: number; how: "renews" | "once" | "card" | "gift" };
const SUBSCRIBERS: readonly Subscriber[] = [
  { customer: 0, plan: 0, daysAgo: 21, how: "renews" },
  { customer: 1, plan: 0, daysAgo: 36, how: "renews" },
  { customer: 2, plan: 1, daysAgo: 35, how: "once" },
  { customer: 4, plan: 2, daysAgo: 33, how: "card" },
  { customer: 5, plan: 0, daysAgo: 34, how: "once" },
  { customer: 6, plan: 1, daysAgo: 28, how: "renews" },
  { customer: 8, plan: 0, daysAgo: 25, how: "once" },
  { customer: 9, plan: 1, daysAgo: 22, how: "card" },
  { customer: 10, plan: 0, daysAgo: 18, how: "renews" },
  { customer: 13, plan: 1, daysAgo: 15, how: "gift" },
  { customer: 14, plan: 2, daysAgo: 12, how: "card" },
  { customer: 16, plan: 0, daysAgo: 9, how: "renews" },
  { customer: 18, plan: 1, daysAgo: 8, how: "once" },
  { customer: 20, plan: 0, daysAgo: 5, how: "card" },
  { customer: 22, plan: 1, daysAgo: 3, how: "renews" },
];
/** Who leaves at the end of the period, and who left at once with the rest of the money. */
const LEAVES_AT_END = 6;
const LEFT_AT_ONCE = 8;
const NEW_TERMS_DAYS_AGO = 14;

/** Three plans, one of them in its second version, and subscriptions that began in each of the ways there are. */
export function playPlans(story: Story): void {
  const { timeline, now } = story;
  const startAt = now - PLANS_SINCE_DAYS * DAY_MS;
  timeline.add(startAt, () => offerPlans(story, startAt));
  for (const subscriber of SUBSCRIBERS) {
    const at = now - subscriber.daysAgo * DAY_MS + subscriber.customer * HOUR_MS;
    timeline.add(at, () => begin(story, subscriber, at));
  }
  const newTermsAt = now - NEW_TERMS_DAYS_AGO * DAY_MS;
  timeline.add(newTermsAt, () => raiseStarter(story, newTermsAt));
  const leaveAt = now - 4 * DAY_MS;
  timeline.add(leaveAt, () => leave(customerAt(story, LEAVES_AT_END), { at: leaveAt, input: { at: "period_end" } }));
  timeline.add(leaveAt, async () => {
    const input = { at: "now", isRefunded: true, reason: "Moved to another account" };
    await leave(story.operator, { at: leaveAt, input, userId: customerAt(story, LEFT_AT_ONCE).id });
  });
}

async function offerPlans({ admin }: Story, at: number): Promise<void> {
  for (const [position, plan] of PLANS.entries()) {
    await createPlan(admin.at(at + position), PlanCreateInput.parse({ ...plan, position }));
  }
}

async function raiseStarter({ admin }: Story, at: number): Promise<void> {
  const ctx = admin.at(at);
  const { id, version } = await ctx.db.plan.findFirstOrThrow({ where: { name: PLANS[0].name } });
  const limits = { periodQuota: usd(10), windows: [{ kind: "day", quota: usd(2) }] };
  await publishPlan(ctx, {
    id,
    version,
    terms: PlanTerms.parse({ ...STARTER, priceMinor: 600n, limits }),
    isJumpConfirmed: false,
  });
}

async function begin(story: Story, { customer, plan, how }: Subscriber, at: number): Promise<void> {
  const buyer = customerAt(story, customer);
  const ctx = buyer.at(at);
  const { name } = PLANS[plan] ?? PLANS[0];
  const { currentVersionId: planVersionId } = await ctx.db.plan.findFirstOrThrow({ where: { name } });
  const common = { planVersionId, isAutoRenew: how === "renews", idempotencyKey: `demo-plan-${at}` };
  if (how === "gift") {
    const gift = { ...common, userId: buyer.id, paidBy: "none", reason: "Partner programme" };
    await startForUser(story.operator.at(at), SubscriptionStartInput.parse(gift));
  } else if (how === "card") {
    const item = { purpose: "subscription", planVersionId };
    const order = await place({ buyer, provider: "stripe", at }, { item, method: "card" });
    await payOrder(story, order, at + 2 * MINUTE_MS);
  } else {
    await subscribe(ctx, SubscribeInput.parse(common));
  }
}

type Leaving = { at: number; input: object; userId?: string };

async function leave(actor: Player, { at, input, userId = actor.id }: Leaving): Promise<void> {
  const ctx = actor.at(at);
  const { id } = await ctx.db.subscription.findFirstOrThrow({ where: { userId, status: "active" } });
  await cancelSubscription(ctx, SubscriptionCancelInput.parse({ id, ...input }));
}
