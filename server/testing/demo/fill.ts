import { routeFactOf } from "@/server/gateway/facts";
import { findFunding } from "@/server/gateway/funding";
import { loadSnapshot } from "@/server/gateway/snapshot-load";
import { SETUP_ID } from "@/server/identity/setup/state";
import type { ServiceContext } from "@/server/kernel/context";
import type { LedgerStore, Operation } from "@/server/money/ledger/operation";
import { hourOf } from "@/server/money/ledger/rows";
import { grant } from "@/server/money/ledger/service/grant";
import { openLedgerStore } from "@/server/money/ledger/store";
import { gatherCast, type Story, sendCastHome } from "./cast";
import { lookAtBooks, playMoney } from "./money";
import { createPeople, type DemoToken } from "./people";
import { readPricing } from "./pricing";
import { createRandom } from "./random";
import { closeShop, openShop } from "./shop";
import { createSupply } from "./supply";
import { Timeline } from "./timeline";
import { requestAt, requestTimes, type TrafficPlan } from "./traffic";

const BATCH = 500;
/** Enough, with what they pay in, that no made-up request is refused: 100 dollars. */
const GRANT_UNITS = 50_000_000n;

/** `count` requests, of channels on an upstream, into the database of an address. */
export type DemoInput = { upstreamUrl: string; count: number; databaseUrl: string };

/** Fills an empty database; the Setup row is written last, so a run that was interrupted is told apart. */
export async function fillDemo(ctx: ServiceContext, input: DemoInput): Promise<void> {
  if ((await ctx.db.user.count()) > 0)
    throw new Error("the demo data are half written: delete the demo folder and start again");
  const random = createRandom(20_260_101);
  const now = ctx.clock().getTime();
  const { models, allowedHost } = await createSupply(ctx, { upstreamUrl: input.upstreamUrl, random });
  const tokens = await createPeople(ctx, random);
  await grantAll(ctx, tokens);
  const pricing = await readPricing(ctx);
  const shop = await openShop(ctx);
  const timeline = new Timeline();
  const story: Story = { timeline, now, shop, random: createRandom(20_260_102), ...(await gatherCast(ctx)) };
  await playMoney(story);
  const accounts = await readFunding(ctx);
  const snapshot = await loadSnapshot(ctx.db);
  const routeOf: TrafficPlan["routeOf"] = (group, model) => routeFactOf(snapshot, group, model);
  const plan = { random, now, count: input.count, tokens, models, pricing, routeOf, accounts };
  const store = openLedgerStore(input.databaseUrl);
  await writeTraffic(ctx, { plan, store, timeline });
  await store.close();
  await lookAtBooks(story.admin, now);
  await closeShop(ctx, shop, [allowedHost]);
  await sendCastHome(ctx);
  const root = await ctx.db.user.findUniqueOrThrow({ where: { username: "root" } });
  await ctx.db.setting.create({ data: { key: "site.name", value: JSON.stringify("Gatehouse demo") } });
  await ctx.db.setup.create({ data: { id: SETUP_ID, rootUserId: root.id, completedAt: ctx.clock() } });
}

async function grantAll(ctx: ServiceContext, tokens: readonly DemoToken[]): Promise<void> {
  for (const userId of new Set(tokens.map((token) => token.userId))) {
    const user = await ctx.db.user.findUniqueOrThrow({ where: { id: userId } });
    const past: ServiceContext = { ...ctx, clock: () => user.createdAt };
    await grant(past, { userId, amount: GRANT_UNITS, reason: "Demo credit", idempotencyKey: `demo:${userId}` });
  }
}

type Traffic = { plan: TrafficPlan; store: LedgerStore; timeline: Timeline };

/** One batch an hour at the least: consumption belongs to the ledger entry of the hour it was written in. */
async function writeTraffic(ctx: ServiceContext, { plan, store, timeline }: Traffic): Promise<void> {
  let operations: Operation[] = [];
  let writtenAt = 0;
  const flush = async () => {
    if (operations.length > 0) await store.write({ operations, now: writtenAt, isRetry: false });
    operations = [];
  };
  for (const at of requestTimes(plan)) {
    if (operations.length >= BATCH || hourOf(at) !== hourOf(writtenAt)) await flush();
    if (timeline.nextAt !== null && timeline.nextAt <= at) {
      await flush();
      await timeline.runUntil(at);
      plan.accounts = await readFunding(ctx);
    }
    operations.push(...requestAt(at, plan));
    writtenAt = at;
  }
  await flush();
  await timeline.runUntil(plan.now);
}

/** What pays for whose requests beside the wallet; changes with every subscription. */
async function readFunding(ctx: ServiceContext): Promise<TrafficPlan["accounts"]> {
  const rows = await ctx.db.subscription.findMany({ where: { status: "active" }, select: { userId: true } });
  const users = await ctx.db.user.findMany({
    where: { id: { in: rows.map(({ userId }) => userId) } },
    select: { id: true, fundingOrder: true },
  });
  const entries = users.map(async (user) => [user.id, await findFunding(ctx.db, user)] as const);
  return new Map(await Promise.all(entries));
}
