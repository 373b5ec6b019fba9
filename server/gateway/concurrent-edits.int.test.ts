import { afterAll, beforeAll, expect, it } from "vitest";
import { systemContext } from "@/server/kernel/context";
import { createDb } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { adjustBalance } from "@/server/money/ledger/service/adjust";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import type { RunningGateway } from "./start";
import { callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";

const STREAMS = 200;
/** Four admins, each saving something some twenty times a second. */
const EDIT_PAUSE_MS = 50;
const MODEL = "mock-stream-10-30";

eachEngine("200 streams with admins at work", (database) => {
  let upstream: MockUpstream;
  let gateway: RunningGateway;
  const customers: TestCustomer[] = [];

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const { db } = database;
    await db.group.upsert({
      where: { name: "default" },
      create: { name: "default", displayName: "Default" },
      update: {},
    });
    await createChannel(db, { baseUrl: upstream.url, models: [MODEL] });
    await priceModels(db, [MODEL]);
    for (let index = 0; index < 5; index += 1) customers.push(await createCustomer(db, 1_000_000_000n));
    gateway = await startTestGateway(database);
  });
  afterAll(async () => {
    await gateway.stop(1_000);
    await upstream.close();
  });

  it("shows no client an error of the database, and the books agree", async () => {
    // The console's own connections, as a second process has them.
    const console = createDb(database.url, database.options);
    const ctx = { ...systemContext("test"), db: console };
    let isOver = false;
    const edits = [0, 1, 2, 3].map(async (worker) => {
      let count = 0;
      for (; !isOver; count += 1) {
        await new Promise((resolve) => setTimeout(resolve, EDIT_PAUSE_MS));
        const customer = customers[(worker + count) % customers.length] as TestCustomer;
        if (worker % 2 === 0) {
          await adjustBalance(ctx, {
            userId: customer.userId,
            amount: 1_000n,
            reason: "a test",
            idempotencyKey: newId("req"),
          });
        } else {
          await withTransaction(ctx, async (tx) => {
            await tx.db.token.update({
              where: { id: customer.tokenId },
              data: { name: `edit ${count}`, version: { increment: 1 } },
            });
            await bumpStateVersion(tx, "access");
          });
        }
      }
      return count;
    });
    const body = chat(MODEL, { stream: true });
    const stream = async (index: number) => {
      const customer = customers[index % customers.length] as TestCustomer;
      return [
        await callApi(gateway.port, { key: customer.key, body }),
        await callApi(gateway.port, { key: customer.key, body }),
      ];
    };
    const answers = await Promise.all(Array.from({ length: STREAMS }, (_, index) => stream(index)))
      .then((pairs) => pairs.flat())
      .finally(() => {
        isOver = true;
      });
    const counts = await Promise.all(edits);
    const broken = answers.filter((answer) => answer.status !== 200 || answer.events.at(-1) !== "[DONE]");
    expect(broken.map((answer) => answer.text.slice(0, 300))).toEqual([]);
    expect(counts.every((count) => count > 3)).toBe(true);
    await gateway.writer.drain(5_000);
    expect((await verifyLedger(database.db)).differences).toEqual([]);
    expect(await database.db.log.count({ where: { outcome: "completed" } })).toBe(STREAMS * 2);
    await console.$disconnect();
  });
});
