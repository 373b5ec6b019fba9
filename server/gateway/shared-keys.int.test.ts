import Redis from "ioredis";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { setTokenStatus } from "@/server/access/token/service/set-status";
import { BriefRedis } from "@/server/kernel/brief-redis";
import type { ServiceContext } from "@/server/kernel/context";
import { sha256Hex } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { StateWatch } from "@/server/kernel/state-watch";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine, withRedis } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs, systemOf } from "@/server/testing/people";
import { AuthCache } from "./auth-cache";
import { followChanges } from "./auth-changes";
import { type AuthRows, readAuthRows } from "./auth-entry";
import { KnownChanges } from "./known-changes";
import { SharedKeys } from "./shared-keys";
import { createCustomer } from "./testing/site";
import { startTcpProxy } from "./testing/tcp-proxy";

const NEVER_MS = 3_600_000;
const SOON = { timeout: 10_000, interval: 10 };
/** So that a busy machine does not read what it should find. */
const PATIENT_MS = 10_000;

eachEngine("keys shared between gateways", (database) => {
  withRedis("in redis", (redisUrl) => {
    let redis: Redis;
    let admin: ServiceContext;
    let build = "";
    const others: Redis[] = [];

    beforeAll(async () => {
      redis = new Redis(redisUrl);
      await vi.waitFor(() => expect(redis.status).toBe("ready"), SOON);
      await makeDefaultGroup(database.db);
      admin = (await signedInAs(database.db, "admin")).ctx;
    });
    afterEach(() => {
      for (const other of others.splice(0)) other.disconnect();
    });
    afterAll(() => redis.disconnect());

    type Reader = (hash: string) => Promise<AuthRows | null>;
    const readRows: Reader = async (hash) => (await readAuthRows(database.db, [hash])).get(hash) ?? null;

    /** A gateway as far as it knows keys and hears of changes. */
    async function gateway({ over = redis, read = readRows } = {}) {
      const known = new KnownChanges();
      const reads = vi.fn(read);
      const brief = new BriefRedis(over, { waitMs: PATIENT_MS });
      const keys = new SharedKeys({ redis: brief, known, build, ttlMs: () => PATIENT_MS, read: reads });
      const watch = new StateWatch(database.db, { pollMs: NEVER_MS });
      const auth = new AuthCache(async () => null);
      watch.on(["access", "identity"], (moves) => followChanges({ db: database.db, auth, known }, moves));
      await watch.check();
      const statusOf = async (hash: string) => (await keys.find(hash))?.key.token.status;
      return { keys, reads, watch, statusOf };
    }

    async function customerKey() {
      build = newId("req");
      const customer = await createCustomer(database.db, 1_000n);
      return { ...customer, hash: sha256Hex(customer.key) };
    }
    const nameOf = (hash: string) => `gatehouse:key:${build}:${hash}`;
    const isKept = (hash: string) => vi.waitFor(async () => expect(await redis.exists(nameOf(hash))).toBe(1), SOON);
    const disable = (id: string) => setTokenStatus(admin, { id, status: "disabled" });
    const enable = (id: string) => setTokenStatus(admin, { id, status: "enabled" });

    test("what one gateway has read the others find, also one that starts later; keys that nobody has are not kept", async () => {
      const { hash, userId } = await customerKey();
      const [one, other] = [await gateway(), await gateway()];
      expect((await one.keys.find(hash))?.key.token.userId).toBe(userId);
      await isKept(hash);
      const found = await other.keys.find(hash);
      expect(found).toEqual(await readRows(hash));
      expect(other.reads).not.toHaveBeenCalled();
      expect(other.keys.figures).toEqual({ hits: 1, misses: 0 });
      // Others' changes in between make it no less true.
      const stranger = await createCustomer(database.db, 1n);
      await disable(stranger.tokenId);
      const later = await gateway();
      await later.keys.find(hash);
      expect(later.reads).not.toHaveBeenCalled();
      const unknown = sha256Hex(newId("key"));
      expect(await one.keys.find(unknown)).toBeNull();
      expect(await redis.exists(nameOf(unknown))).toBe(0);
      expect(await redis.pttl(nameOf(hash))).toBeLessThanOrEqual(PATIENT_MS);
    });

    test("after a change nobody who has heard of it uses what was read before, however late that was written", async () => {
      const { hash, tokenId } = await customerKey();
      let letGo: () => void = () => undefined;
      const held = new Promise<void>((resolve) => {
        letGo = resolve;
      });
      const slowRead: Reader = async (of) => {
        const rows = await readRows(of);
        await held;
        return rows;
      };
      const [slow, other] = [await gateway({ read: slowRead }), await gateway()];
      const reading = slow.statusOf(hash);
      await vi.waitFor(() => expect(slow.reads).toHaveBeenCalled(), SOON);
      await disable(tokenId);
      await other.watch.check();
      letGo();
      await reading;
      await isKept(hash);
      expect(await other.statusOf(hash)).toBe("disabled");
      expect(other.reads).toHaveBeenCalledTimes(1);
      // And what is written now is used by who knows as much.
      await slow.watch.check();
      expect(await slow.statusOf(hash)).toBe("disabled");
    });

    test("through many changes and restarts each gateway finds what the database says", async () => {
      const { hash, tokenId } = await customerKey();
      const nodes = [await gateway(), await gateway()];
      for (let round = 0; round < 12; round += 1) {
        const change = round % 2 === 0 ? disable : enable;
        // Reads on their way while the change is made: each of them writes what it found.
        const racing = nodes.map((node) => node.statusOf(hash));
        await Promise.all([change(tokenId), ...racing]);
        if (round % 5 === 4) nodes.push(await gateway());
        for (const node of nodes) {
          await node.watch.check();
          expect(await node.statusOf(hash)).toBe(round % 2 === 0 ? "disabled" : "enabled");
        }
      }
    });

    test("after a change of all nothing that was kept is used", async () => {
      const { hash } = await customerKey();
      const one = await gateway();
      await one.keys.find(hash);
      await isKept(hash);
      await withTransaction(systemOf(database.db), (tx) => bumpStateVersion(tx, "identity"));
      await one.watch.check();
      one.reads.mockClear();
      await one.keys.find(hash);
      expect(one.reads).toHaveBeenCalledTimes(1);
    });

    test("a gateway that starts after a change of all reads anew", async () => {
      const { hash } = await customerKey();
      await (await gateway()).keys.find(hash);
      await isKept(hash);
      await withTransaction(systemOf(database.db), (tx) => bumpStateVersion(tx, "identity"));
      const later = await gateway();
      await later.keys.find(hash);
      expect(later.reads).toHaveBeenCalledTimes(1);
    });

    describe("redis", () => {
      test("that lies is not believed: neither rubbish nor one key's value under the name of another", async () => {
        const mine = await customerKey();
        const stolen = sha256Hex((await createCustomer(database.db, 1n)).key);
        const one = await gateway();
        await one.keys.find(mine.hash);
        await isKept(mine.hash);
        const value = await redis.getBuffer(nameOf(mine.hash));
        const other = await gateway();
        for (const lie of [value ?? "", "rubbish", '{"stamp":{}}']) {
          await redis.set(nameOf(stolen), lie);
          expect((await other.keys.find(stolen))?.key.hash).toBe(stolen);
        }
        expect(other.keys.figures.hits).toBe(0);
      });

      test("that is away is done without: keys are read from the database", async () => {
        const { hash } = await customerKey();
        const { hostname, port } = new URL(redisUrl);
        const wire = await startTcpProxy({ host: hostname, port: Number(port || 6379) });
        const over = new Redis(`redis://127.0.0.1:${wire.port}`, {
          enableOfflineQueue: false,
          maxRetriesPerRequest: 1,
        });
        over.on("error", () => undefined);
        others.push(over);
        await vi.waitFor(() => expect(over.status).toBe("ready"), SOON);
        const one = await gateway({ over });
        await one.keys.find(hash);
        await wire.cut();
        await vi.waitFor(() => expect(over.status).not.toBe("ready"), SOON);
        expect(await one.statusOf(hash)).toBe("enabled");
        expect(one.reads).toHaveBeenCalledTimes(2);
        await wire.close();
      });
    });
  });
});
