import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DatabaseEngine } from "@/server/kernel/env";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup } from "@/server/testing/people";
import { openLedgerStore } from "./ledger/store";
import { LedgerWriter } from "./ledger/writer";
import { findDifferences } from "./reconciliation/rules";
import { type Step, take, VERB_NAMES, type VerbName } from "./testing/verbs";
import { makeWorld, openAllWays, type World } from "./testing/world";

const RUNS: Record<DatabaseEngine, number> = { sqlite: 25, postgresql: 15, mysql: 10 };
/** So many things happen at the same moment, as on a site with customers and staff at work. */
const AT_ONCE = 6;

/** What there must be for a verb to have anything to do. */
const BEFORE: Partial<Record<VerbName, readonly VerbName[]>> = {
  cancelOrder: ["order"],
  pay: ["order"],
  refund: ["order", "pay"],
  moveRewards: ["order", "pay"],
  subscribe: ["adjust"],
  endPlan: ["adjust", "subscribe"],
  settle: ["reserve"],
};

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom(...VERB_NAMES),
  user: fc.nat(2),
  other: fc.nat(2),
  amount: fc.bigInt(1n, 900_000n),
  pick: fc.nat(59),
});

eachEngine("all ways of moving money", (database) => {
  let writers: World["writers"];

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await openAllWays(database.db);
    const open = () => new LedgerWriter(openLedgerStore(database.url, database.options));
    writers = [open(), open()];
  });
  afterAll(async () => {
    await Promise.all(writers.map((writer) => writer.close(5_000)));
  });

  /** Does the steps with several hands. Out: for each, null or why it was refused. */
  const inParallel = async (world: World, steps: readonly Step[]) => {
    const left = [...steps];
    const outcomes: (string | null)[] = [];
    const hands = Array.from({ length: AT_ONCE }, async () => {
      for (let next = left.shift(); next; next = left.shift()) outcomes.push(await take(world, next));
    });
    await Promise.all(hands);
    return outcomes;
  };

  test("leaves books that agree to the unit, and refuses for no reason but those it declares", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
        const world = await makeWorld(database.db, writers);
        await inParallel(world, steps);
        expect(await findDifferences(database.db)).toEqual([]);
        await expectReferralsAgree(world);
      }),
      { numRuns: RUNS[database.engine], endOnFailure: true },
    );
  }, 240_000);

  test.each(VERB_NAMES)("%s stays right with ten hands at the same thing", async (verb) => {
    const world = await makeWorld(database.db, writers);
    // Rewards are the inviter's, who is the first customer.
    const same: Step = { verb, user: verb === "moveRewards" ? 0 : 1, other: 2, amount: 70_000n, pick: 1 };
    for (const earlier of BEFORE[verb] ?? []) {
      expect(await take(world, { ...same, user: 1, pick: 2, amount: 900_000n, verb: earlier })).toBeNull();
    }
    const outcomes = await inParallel(
      world,
      Array.from({ length: 10 }, () => same),
    );
    expect(outcomes, "what was never done proves nothing").toContain(null);
    expect(await findDifferences(database.db)).toEqual([]);
    await expectReferralsAgree(world);
  });

  /** What inviters earned less what refunds took is in their referral balance or was moved to the wallet. */
  async function expectReferralsAgree({ db, customers }: World): Promise<void> {
    for (const { id } of customers) {
      const [user, rewards, moved] = await Promise.all([
        db.user.findUniqueOrThrow({ where: { id } }),
        db.referralReward.aggregate({ where: { inviterId: id }, _sum: { amount: true, reversedAmount: true } }),
        db.ledgerEntry.aggregate({ where: { userId: id, kind: "referral" }, _sum: { amount: true } }),
      ]);
      const earned = (rewards._sum.amount ?? 0n) - (rewards._sum.reversedAmount ?? 0n);
      expect(user.referralBalance).toBe(earned - (moved._sum.amount ?? 0n));
    }
  }
});
