import { beforeAll, expect, it } from "vitest";
import { systemContext } from "@/server/kernel/context";
import { verifyLedger } from "@/server/money/ledger/verify";
import { ORDER_STATUSES } from "@/server/money/order/schema";
import { SUBSCRIPTION_STATUSES } from "@/server/money/subscription/schema";
import { eachEngine } from "@/server/testing/database";
import { fillDemo } from "./fill";

const MINUTE_MS = 60_000;

// The demo runs on SQLite alone.
const options = { engines: ["sqlite"] } as const;

eachEngine(
  "the demo's data",
  (database) => {
    beforeAll(async () => {
      const input = { upstreamUrl: "http://127.0.0.1:3090", count: 2_000, databaseUrl: database.url };
      await fillDemo(systemContext("demo"), input);
    }, MINUTE_MS * 2);

    it("have books that agree, every night and at the end", async () => {
      expect((await verifyLedger(database.db)).differences).toEqual([]);
      const runs = await database.db.reconciliationRun.findMany();
      expect(runs.length).toBeGreaterThan(1);
      for (const run of runs) expect(run).toMatchObject({ status: "succeeded", differenceCount: 0, error: "" });
    });

    it("show orders and subscriptions in every state, and requests that plans paid for", async () => {
      const orders = await database.db.paymentOrder.groupBy({ by: ["status"] });
      expect(orders.map(({ status }) => status).sort()).toEqual([...ORDER_STATUSES].sort());
      const contracts = await database.db.subscription.groupBy({ by: ["status"] });
      expect(contracts.map(({ status }) => status).sort()).toEqual([...SUBSCRIPTION_STATUSES].sort());
      expect(await database.db.allowanceWindow.count({ where: { usedQuota: { gt: 0n } } })).toBeGreaterThan(0);
    });

    it("leave nobody signed in, and no provider of theirs switched on", async () => {
      expect(await database.db.session.count()).toBe(0);
      const where = { OR: [{ key: { startsWith: "payment.epay" } }, { key: { startsWith: "payment.stripe" } }] };
      expect(await database.db.setting.count({ where })).toBe(0);
    });
  },
  options,
);
