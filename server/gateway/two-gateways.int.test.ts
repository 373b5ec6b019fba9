import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { setTokenStatus } from "@/server/access/token/service/set-status";
import { eachEngine, withRedis } from "@/server/testing/database";
import { type MockUpstream, startMockUpstream } from "@/server/testing/mock-upstream/server";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import type { RunningGateway } from "./start";
import { callApi, chat } from "./testing/client";
import { createChannel, createCustomer, priceModels, startTestGateway } from "./testing/site";

const CHANNELS = 16;
const CUSTOMERS = 3;
/** On a busy machine Redis may answer too late, which is allowed; by chance alone all would hardly ever agree. */
const ATTEMPTS = 10;

eachEngine(
  "two gateways",
  (database) => {
    withRedis("of one site", (redisUrl) => {
      let upstream: MockUpstream;
      let gateways: RunningGateway[] = [];

      beforeAll(async () => {
        const { db } = database;
        upstream = await startMockUpstream();
        await makeDefaultGroup(db);
        for (let index = 0; index < CHANNELS; index += 1)
          await createChannel(db, { baseUrl: upstream.url, models: ["kept"], keys: [`sk-kept-${index}`] });
        await priceModels(db, ["kept"]);
        await replaceSetting(db, "supply.affinityMinutes", 10);
        gateways = [await startTestGateway(database, { redisUrl }), await startTestGateway(database, { redisUrl })];
      });
      afterAll(async () => {
        for (const gateway of gateways) await gateway.stop(1_000);
        await upstream.close();
      });

      const statusAt = async (gateway: RunningGateway, key: string) =>
        (await callApi(gateway.port, { key, body: chat("kept") })).status;

      it("ask the channel first that served a customer at the other", async () => {
        const channelsOf = async (key: string) => {
          const from = upstream.requests.length;
          for (const gateway of gateways) expect(await statusAt(gateway, key)).toBe(200);
          return new Set(upstream.requests.slice(from).map(({ headers }) => headers.authorization)).size;
        };
        let isAgreed = false;
        for (let attempt = 0; attempt < ATTEMPTS && !isAgreed; attempt += 1) {
          const customers = await Promise.all(
            Array.from({ length: CUSTOMERS }, () => createCustomer(database.db, 1_000_000n)),
          );
          const counts: number[] = [];
          for (const { key } of customers) counts.push(await channelsOf(key));
          isAgreed = counts.every((count) => count === 1);
        }
        expect(isAgreed).toBe(true);
      });

      it("find a key that the other has read, and both refuse it once it is disabled", async () => {
        const figure = async (gateway: RunningGateway, name: string) => {
          const { text } = await callApi(gateway.port, { path: "/metrics" });
          return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1]);
        };
        const [first, second] = gateways;
        if (!first || !second) throw new Error("there are not two");
        const before = await figure(second, "gatehouse_auth_shared_hits_total");
        await vi.waitFor(
          async () => {
            const { key } = await createCustomer(database.db, 1_000_000n);
            for (const gateway of gateways) expect(await statusAt(gateway, key)).toBe(200);
            expect(await figure(second, "gatehouse_auth_shared_hits_total")).toBeGreaterThan(before);
          },
          { timeout: 50_000, interval: 10 },
        );
        const customer = await createCustomer(database.db, 1_000_000n);
        for (const gateway of gateways) expect(await statusAt(gateway, customer.key)).toBe(200);
        const { ctx } = await signedInAs(database.db, "admin");
        await setTokenStatus(ctx, { id: customer.tokenId, status: "disabled" });
        for (const gateway of gateways) {
          await gateway.watch.check();
          expect(await statusAt(gateway, customer.key)).toBe(401);
        }
      });
    });
  },
  { engines: ["postgresql"] },
);
