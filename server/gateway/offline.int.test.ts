import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { createDb, type Db } from "@/server/kernel/database/client";
import { verifyLedger } from "@/server/money/ledger/verify";
import { eachEngine } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { replaceSetting } from "@/server/testing/setting";
import { buildMark } from "./offline/open";
import type { RunningGateway } from "./start";
import { type ApiAnswer, callApi, chat } from "./testing/client";
import { type GatewayProcess, startGatewayProcess } from "./testing/gateway-process";
import { createChannel, createCustomer, priceModels, startTestGateway, type TestCustomer } from "./testing/site";
import { startTcpProxy, type TcpProxy } from "./testing/tcp-proxy";

const MODELS = ["gpt-test", "mock-stream-5-20"];
/** MariaDB's pool tries so long to reach a server that refuses it. */
const GIVEN_UP_AFTER_MS = 2_000;
const SOON = { timeout: 40_000, interval: 50 };
const LONG_MS = 180_000;

eachEngine("serving while the database is away", (database) => {
  // A file has no wire to cut; what is owed is charged on SQLite in the tests of the ledger.
  if (database.engine === "sqlite") return it.skip("needs a database server", () => undefined);

  let upstream: MockUpstream;
  let proxy: TcpProxy;
  let url = "";
  let folder = "";
  const folders: string[] = [];
  const running = new Set<RunningGateway>();
  const processes: GatewayProcess[] = [];
  const clients: Db[] = [];

  beforeAll(async () => {
    upstream = await startMockUpstream();
    const { db } = database;
    const group = { name: "default", displayName: "Default" };
    await db.group.upsert({ where: { name: "default" }, create: group, update: {} });
    await createChannel(db, { baseUrl: upstream.url, models: MODELS });
    await priceModels(db, MODELS);
    await replaceSetting(db, "network.allowedHosts", ["127.0.0.1"]);
    const address = new URL(database.url);
    proxy = await startTcpProxy({ host: address.hostname, port: Number(address.port) });
    address.hostname = "127.0.0.1";
    address.port = String(proxy.port);
    url = address.href;
  });
  beforeEach(async () => {
    await proxy.restore();
    await replaceSetting(database.db, "gateway.offlinePolicy", "serve_known");
    await replaceSetting(database.db, "gateway.offlineUnitsPerAccount", 500_000);
    folder = await mkdtemp(join(tmpdir(), "gatehouse-offline-"));
    folders.push(folder);
  });
  afterAll(async () => {
    await proxy.restore();
    await Promise.all([...running].map(stop));
    await Promise.all(processes.map((process) => process.kill("SIGKILL")));
    await Promise.all(clients.map((client) => client.$disconnect()));
    await proxy.close();
    await upstream.close();
    await Promise.all(folders.map((each) => rm(each, { recursive: true })));
  });

  async function start(offline = { folder, build: "test" }): Promise<RunningGateway> {
    const databaseOptions = { ...database.options, connectTimeoutMs: GIVEN_UP_AFTER_MS };
    const db = createDb(url, databaseOptions);
    clients.push(db);
    const gateway = await startTestGateway(database, { db, databaseUrl: url, databaseOptions, offline });
    running.add(gateway);
    return gateway;
  }
  async function stop(gateway: RunningGateway): Promise<void> {
    running.delete(gateway);
    await gateway.stop(1_000);
  }
  const call = ({ port }: { port: number }, customer: TestCustomer, over = {}): Promise<ApiAnswer> =>
    callApi(port, { key: customer.key, body: chat("gpt-test", over) });
  const differences = async () => (await verifyLedger(database.db)).differences;
  const balanceOf = async ({ userId }: TestCustomer) =>
    (await database.db.user.findUniqueOrThrow({ where: { id: userId } })).balance;
  const consumed = (answers: readonly ApiAnswer[]) =>
    database.db.log.findMany({ where: { id: { in: answers.map(({ requestId }) => requestId) }, kind: "consume" } });
  /** Cuts the wire, and waits until the gateway has noticed. */
  async function cut(gateway: RunningGateway): Promise<void> {
    await proxy.cut();
    await vi.waitFor(() => expect(gateway.offline?.serving.isServing).toBe(true), SOON);
  }

  it("serves known customers on, and charges each answer once when the database is back", async () => {
    const customer = await createCustomer(database.db, 1_000_000n);
    const stranger = await createCustomer(database.db, 1_000_000n);
    const gateway = await start();
    expect((await call(gateway, customer)).status).toBe(200);
    await gateway.offline?.keeper.keep();
    const before = await balanceOf(customer);
    await cut(gateway);
    const stream = callApi(gateway.port, { key: customer.key, body: chat("mock-stream-5-20", { stream: true }) });
    const answers = await Promise.all([...Array.from({ length: 10 }, () => call(gateway, customer)), stream]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    // Nobody can tell whose a key is that was not in use.
    const refused = await call(gateway, stranger);
    expect(refused).toMatchObject({ status: 503, json: { error: { code: "database_unavailable" } } });
    expect(await balanceOf(customer)).toBe(before);
    expect(gateway.offline?.serving.figures).toMatchObject({ served: 11, owed: 11 });

    await proxy.restore();
    await vi.waitFor(() => expect(gateway.offline?.serving.figures.owed).toBe(0), SOON);
    const logs = await consumed(answers);
    expect(logs).toHaveLength(11);
    expect(await balanceOf(customer)).toBe(before - logs.reduce((sum, log) => sum + log.quota, 0n));
    await vi.waitFor(async () => expect((await call(gateway, stranger)).status).toBe(200), SOON);
    await vi.waitFor(async () => expect(await readFile(join(folder, "owed.journal"), "utf8")).toBe(""), SOON);
    expect(await differences()).toEqual([]);
  });

  it("lets no account spend more than the site allows, nor more than it had, however many requests come at once", async () => {
    const rich = await createCustomer(database.db, 10_000_000n);
    const poor = await createCustomer(database.db, 10_000n);
    const limited = await createCustomer(database.db, 10_000_000n, 10_000n);
    const gateway = await start();
    for (const customer of [rich, poor, limited]) expect((await call(gateway, customer)).status).toBe(200);
    const probe = await call(gateway, rich, { max_tokens: 100 });
    const { reservedQuota } = await database.db.log.findUniqueOrThrow({ where: { id: probe.requestId } });
    await replaceSetting(database.db, "gateway.offlineUnitsPerAccount", Number(reservedQuota) * 5);
    await gateway.watch.check();
    await gateway.offline?.keeper.keep();
    const had = await balanceOf(poor);
    await cut(gateway);
    const served = [];
    for (const customer of [rich, poor, limited]) {
      const answers = await Promise.all(Array.from({ length: 40 }, () => call(gateway, customer, { max_tokens: 100 })));
      const refused = answers.filter(({ status }) => status !== 200);
      expect(refused.length).toBeGreaterThan(0);
      for (const answer of refused) {
        expect(answer).toMatchObject({ status: 503, json: { error: { code: "offline_limit_reached" } } });
      }
      served.push(answers.filter(({ status }) => status === 200));
    }
    await proxy.restore();
    await vi.waitFor(() => expect(gateway.offline?.serving.figures.owed).toBe(0), SOON);
    for (const answers of served) {
      const logs = await consumed(answers);
      expect(logs).toHaveLength(answers.length);
      expect(logs.reduce((sum, log) => sum + log.quota, 0n)).toBeLessThanOrEqual(reservedQuota * 5n);
      expect(logs.every((log) => log.uncollectedQuota === 0n)).toBe(true);
    }
    expect(await balanceOf(poor)).toBeGreaterThanOrEqual(0n);
    expect(await balanceOf(poor)).toBeLessThanOrEqual(had);
    expect(await differences()).toEqual([]);
  });

  it(
    "starts while the database is away, is killed twice, and the next start charges what was served",
    async () => {
      const customer = await createCustomer(database.db, 1_000_000n);
      const place = { folder: join(folder, "offline"), build: buildMark(url) };
      const known = await start(place);
      expect((await call(known, customer)).status).toBe(200);
      await known.offline?.keeper.keep();
      await stop(known);
      const before = await balanceOf(customer);
      await proxy.cut();
      const launch = async () => {
        const launched = await startGatewayProcess({
          DATABASE_URL: url,
          DATABASE_CONNECT_TIMEOUT_MS: String(GIVEN_UP_AFTER_MS),
          GATEHOUSE_DATA_DIR: folder,
        });
        processes.push(launched);
        return launched;
      };
      const answers: ApiAnswer[] = [];
      for (let starts = 1; starts <= 2; starts += 1) {
        const blind = await launch();
        answers.push(...(await Promise.all(Array.from({ length: 5 }, () => call(blind, customer)))));
        expect((await callApi(blind.port, { path: "/readyz" })).status).toBe(200);
        await blind.kill("SIGKILL");
      }
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
      expect(await balanceOf(customer)).toBe(before);

      await proxy.restore();
      const back = await launch();
      await vi.waitFor(async () => expect(await consumed(answers)).toHaveLength(10), SOON);
      const logs = await consumed(answers);
      expect(await balanceOf(customer)).toBe(before - logs.reduce((sum, log) => sum + log.quota, 0n));
      expect(await differences()).toEqual([]);
      await vi.waitFor(
        async () => expect(await readFile(join(folder, "offline", "owed.journal"), "utf8")).toBe(""),
        SOON,
      );
      expect((await call(back, customer)).status).toBe(200);
      expect(await back.kill("SIGTERM")).toBe(0);
    },
    LONG_MS,
  );

  it("refuses while the database is away unless the site wants otherwise, and keeps nothing on the disk then", async () => {
    await replaceSetting(database.db, "gateway.offlinePolicy", "refuse");
    const customer = await createCustomer(database.db, 1_000_000n);
    const gateway = await start();
    expect((await call(gateway, customer)).status).toBe(200);
    await gateway.offline?.keeper.keep();
    await expect(readFile(join(folder, "known-state"))).rejects.toThrow("ENOENT");
    await proxy.cut();
    expect(await call(gateway, customer)).toMatchObject({
      status: 503,
      json: { error: { code: "database_unavailable" } },
    });
  });
});
