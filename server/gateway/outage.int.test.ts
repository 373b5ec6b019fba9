import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createDb } from "@/server/kernel/database/client";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { replaceSetting } from "@/server/testing/setting";
import { callApi, chat } from "./testing/client";
import { type GatewayProcess, startGatewayProcess } from "./testing/gateway-process";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";
import { startTcpProxy } from "./testing/tcp-proxy";

const MODELS = ["gpt-test", "mock-slow-2000", "mock-stream-60-100"];
const OUTAGE_MS = 5_000;
const BRIEFLY = { timeout: 10_000, interval: 20 };

eachEngine("gateway under faults", (database) => {
  let upstream: MockUpstream;
  let customer: TestCustomer;

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const { db } = database;
    await db.group.upsert({
      where: { name: "default" },
      create: { name: "default", displayName: "Default" },
      update: {},
    });
    await createChannel(db, { baseUrl: upstream.url, models: MODELS });
    await priceModels(db, MODELS);
    await replaceSetting(db, "network.allowedHosts", ["127.0.0.1"]);
    customer = await createCustomer(db, 1_000_000_000n);
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.kill("SIGKILL")));
    await upstream.close();
  });

  const processes: GatewayProcess[] = [];
  const startProcess = async () => {
    const started = await startGatewayProcess({ DATABASE_URL: database.url });
    processes.push(started);
    return started;
  };

  const verify = async () => (await verifyLedger(database.db)).differences;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

  it.skipIf(database.engine === "sqlite")(
    "outlives a database that is gone for five seconds: nothing is lost, new requests are told to come back",
    async () => {
      const address = new URL(database.url);
      const proxy = await startTcpProxy({ host: address.hostname, port: Number(address.port) });
      address.hostname = "127.0.0.1";
      address.port = String(proxy.port);
      const db = createDb(address.href, database.options);
      const gateway = await startTestGateway(database, { db, databaseUrl: address.href });
      const call = (model: string, over = {}) => callApi(gateway.port, { key: customer.key, body: chat(model, over) });
      await call("gpt-test");
      // Under way when the wire is cut: their holds are written, their settlements must wait.
      const running = Array.from({ length: 20 }, (_, index) =>
        call(index % 2 ? "mock-slow-2000" : "mock-stream-60-100", index % 2 ? {} : { stream: true }),
      );
      await vi.waitFor(async () => expect(await database.db.hold.count()).toBe(20), BRIEFLY);
      // A hold can be seen here before the gateway hears of its commit; cut in between, that request would be refused.
      expect(await gateway.writer.drain(10_000)).toBe(true);
      await proxy.cut();
      const cutAt = performance.now();
      const refused = await Promise.all(Array.from({ length: 10 }, () => call("gpt-test")));
      for (const answer of refused) {
        expect(answer.status).toBe(503);
        expect(answer.headers["retry-after"]).toBe("1");
        expect(answer.json.error).toMatchObject({ code: "database_unavailable" });
      }
      const served = await Promise.all(running);
      expect(served.every((answer) => answer.status === 200)).toBe(true);
      await wait(OUTAGE_MS - (performance.now() - cutAt));
      await proxy.restore();
      await vi.waitFor(async () => expect((await call("gpt-test")).status).toBe(200), {
        timeout: 15_000,
        interval: 200,
      });
      await gateway.writer.drain(10_000);
      const ids = [...served, ...refused].map((answer) => answer.requestId);
      const logs = await database.db.log.findMany({ where: { id: { in: ids } } });
      expect(logs).toHaveLength(30);
      expect(logs.filter((log) => log.kind === "consume" && log.quota > 0n)).toHaveLength(20);
      expect(await database.db.hold.count()).toBe(0);
      expect(await verify()).toEqual([]);
      await gateway.stop(1_000);
      await db.$disconnect();
      await proxy.close();
    },
  );

  it("is killed in the middle of a load, and the books agree; what was held comes back", async () => {
    const first = await startProcess();
    const balanceBefore = (await database.db.user.findUniqueOrThrow({ where: { id: customer.userId } })).balance;
    const answered: string[] = [];
    const load = Array.from({ length: 32 }, async (_, worker) => {
      const model = worker % 2 ? "gpt-test" : "mock-slow-2000";
      for (;;) {
        const answer = await callApi(first.port, { key: customer.key, body: chat(model) }).catch(() => null);
        if (!answer) return;
        if (answer.status === 200) answered.push(answer.requestId);
      }
    });
    await vi.waitFor(() => expect(answered.length).toBeGreaterThan(100), { timeout: 20_000 });
    await vi.waitFor(async () => expect(await database.db.hold.count()).toBeGreaterThan(4), BRIEFLY);
    await first.kill("SIGKILL");
    await Promise.all(load);
    expect(await verify()).toEqual([]);
    const heldIds = (await database.db.hold.findMany()).map((hold) => hold.id);
    expect(heldIds.length).toBeGreaterThan(0);

    const second = await startProcess();
    await vi.waitFor(async () => expect(await database.db.hold.count()).toBe(0), { timeout: 30_000, interval: 500 });
    expect(await verify()).toEqual([]);
    // Whoever had its whole answer is in the log, charged once; whoever did not is in the log with the reason.
    const logs = await database.db.log.findMany({ where: { id: { in: answered } } });
    expect(logs.filter((log) => log.kind === "consume" && log.quota > 0n)).toHaveLength(answered.length);
    expect(await database.db.log.count({ where: { id: { in: heldIds }, outcome: "recovered", quota: 0n } })).toBe(
      heldIds.length,
    );
    const user = await database.db.user.findUniqueOrThrow({ where: { id: customer.userId } });
    const charged = await database.db.log.aggregate({ where: { userId: customer.userId }, _sum: { quota: true } });
    expect(user.usedQuota).toBe(charged._sum.quota);
    expect(balanceBefore > user.balance).toBe(true);
    expect((await callApi(second.port, { key: customer.key, body: chat("gpt-test") })).status).toBe(200);
    expect(await second.kill("SIGTERM")).toBe(0);
    expect(await database.db.hold.count()).toBe(0);
    expect(await verify()).toEqual([]);
  });

  it("ends a stream that takes too long with an error event, settled for what came", async () => {
    const gateway = await startTestGateway(database);
    const running = callApi(gateway.port, { key: customer.key, body: chat("mock-stream-60-100", { stream: true }) });
    await vi.waitFor(async () => expect(await database.db.hold.count()).toBe(1), BRIEFLY);
    await gateway.stop(2_000);
    const answer = await running;
    expect(answer.events).not.toContain("[DONE]");
    expect(JSON.parse(answer.events.at(-1) ?? "{}")).toMatchObject({ error: { code: "gateway_ending" } });
    const log = await database.db.log.findUniqueOrThrow({ where: { id: answer.requestId } });
    expect(log).toMatchObject({ outcome: "timeout", kind: "consume", errorCode: "gateway_ending" });
    expect(log.quota > 0n).toBe(true);
    expect(await database.db.hold.count()).toBe(0);
    expect(await verify()).toEqual([]);
  });

  it("ends gracefully: running requests are served to their end and settled", async () => {
    const gateway = await startProcess();
    const running = Array.from({ length: 10 }, () =>
      callApi(gateway.port, { key: customer.key, body: chat("mock-stream-60-100", { stream: true }) }),
    );
    await vi.waitFor(async () => expect(await database.db.hold.count()).toBe(10), BRIEFLY);
    expect(await gateway.kill("SIGTERM")).toBe(0);
    const answers = await Promise.all(running);
    expect(answers.every((answer) => answer.events.at(-1) === "[DONE]")).toBe(true);
    expect(await database.db.hold.count()).toBe(0);
    expect(
      await database.db.log.count({
        where: { id: { in: answers.map((answer) => answer.requestId) }, outcome: "completed" },
      }),
    ).toBe(10);
  });
});
