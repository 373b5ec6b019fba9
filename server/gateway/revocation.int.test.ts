import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { setTokenStatus } from "@/server/access/token/service/set-status";
import { disableUser } from "@/server/identity/user/service/set-status";
import { eachEngine, withRedis } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { callApi, chat } from "./testing/client";
import { type GatewayProcess, startGatewayProcess } from "./testing/gateway-process";
import { createChannel, createCustomer, priceModels, type TestCustomer } from "./testing/site";

/** What is promised: from the answer to who revoked it, to the last request anywhere that passes. */
const EVERYWHERE_WITHIN_MS = 2_000;
const OTHERS = 4;
const BRIEFLY = { timeout: 50_000, interval: 20 };

type Call = { sentAt: number; status: number };

eachEngine(
  "what is revoked",
  (database) => {
    let upstream: MockUpstream;

    beforeAll(async () => {
      upstream = await startMockUpstream();
      await makeDefaultGroup(database.db);
      await createChannel(database.db, { baseUrl: upstream.url, models: ["gpt-test"] });
      await priceModels(database.db, ["gpt-test"]);
      await replaceSetting(database.db, "network.allowedHosts", ["127.0.0.1"]);
    });
    afterAll(() => upstream.close());

    describe("by the database alone", () => stopsEverywhere(undefined));
    withRedis("with redis", stopsEverywhere);

    function stopsEverywhere(redisUrl: string | undefined): void {
      let nodes: GatewayProcess[] = [];

      beforeAll(async () => {
        const env = { DATABASE_URL: database.url, ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }) };
        nodes = await Promise.all([startGatewayProcess(env), startGatewayProcess(env)]);
      });
      afterAll(async () => {
        await Promise.all(nodes.map((node) => node.kill("SIGKILL")));
      });

      it("a disabled key is refused by both processes within two seconds, under load", async () => {
        const customer = await createCustomer(database.db, 1_000_000_000n);
        const { ctx } = await signedInAs(database.db, "admin");
        await expectEndOf(customer, () => setTokenStatus(ctx, { id: customer.tokenId, status: "disabled" }));
      });

      it("a disabled account is refused by both processes within two seconds, under load, and nobody else is", async () => {
        const customer = await createCustomer(database.db, 1_000_000_000n);
        const { ctx } = await signedInAs(database.db, "admin");
        await expectEndOf(customer, () => disableUser(ctx, { id: customer.userId, reason: "it was reported" }));
      });

      it("each process says which versions are in force in it, and how long the last change took", async () => {
        await vi.waitFor(async () => {
          const versions = await database.db.stateVersion.findMany();
          const rows = (await database.db.node.findMany()).filter((row) => isOurs(row.lastSeenAt));
          expect(rows.length).toBeGreaterThanOrEqual(2);
          for (const row of rows) {
            const inForce = JSON.parse(row.stateVersions) as Record<string, number>;
            for (const { topic, version } of versions) expect(inForce[topic]).toBe(Number(version));
            expect(row.stateLagMs).toBeLessThan(EVERYWHERE_WITHIN_MS);
          }
        }, BRIEFLY);
      });

      /** Traffic of this customer and of others on both nodes before, while and after; then what went through when. */
      async function expectEndOf(customer: TestCustomer, revoke: () => Promise<unknown>): Promise<void> {
        const others = await Promise.all(
          Array.from({ length: OTHERS }, () => createCustomer(database.db, 1_000_000_000n)),
        );
        const isDone = { value: false };
        const theirs = nodes.map((node) => keepCalling(node.port, customer, isDone));
        const background = nodes.flatMap((node) => others.map((other) => keepCalling(node.port, other, isDone)));
        await vi.waitFor(() => {
          for (const traffic of theirs)
            expect(traffic.calls.filter(({ status }) => status === 200).length).toBeGreaterThan(5);
        }, BRIEFLY);
        await revoke();
        const revokedAt = performance.now();
        const deadline = revokedAt + EVERYWHERE_WITHIN_MS;
        // The traffic goes on past the deadline on both nodes: a request sent after it is the proof.
        await vi.waitFor(() => {
          for (const traffic of theirs) {
            expect(traffic.calls.filter(({ sentAt }) => sentAt > deadline).length).toBeGreaterThan(5);
          }
        }, BRIEFLY);
        isDone.value = true;
        await Promise.all([...theirs, ...background].map((traffic) => traffic.ended));
        for (const { calls } of theirs) {
          expect(calls.filter(({ sentAt, status }) => sentAt > deadline && status === 200)).toEqual([]);
          expect(new Set(calls.filter(({ sentAt }) => sentAt > deadline).map(({ status }) => status)).size).toBe(1);
        }
        for (const { calls } of background) expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]));
      }
    }

    function keepCalling(port: number, customer: TestCustomer, isDone: { value: boolean }) {
      const calls: Call[] = [];
      const run = async () => {
        while (!isDone.value) {
          const sentAt = performance.now();
          const { status } = await callApi(port, { key: customer.key, body: chat("gpt-test") });
          calls.push({ sentAt, status });
        }
      };
      return { calls, ended: run() };
    }
  },
  { engines: ["postgresql"] },
);

/** Nodes of an earlier part of this file were killed and beat no more. */
function isOurs(lastSeenAt: Date): boolean {
  return Date.now() - lastSeenAt.getTime() < 3_000;
}
