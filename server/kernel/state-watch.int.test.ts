import Redis from "ioredis";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startTcpProxy, type TcpProxy } from "@/server/gateway/testing/tcp-proxy";
import { eachEngine, withRedis } from "@/server/testing/database";
import { systemOf } from "@/server/testing/people";
import { StateSignal } from "./state-signal";
import { bumpStateVersion, readStateVersions } from "./state-version";
import { StateWatch } from "./state-watch";
import { withTransaction } from "./transaction";

const NEVER_MS = 3_600_000;
const SOON = { timeout: 10_000, interval: 10 };

eachEngine("watching for changes", (database) => {
  const started: { stop?: () => void; close?: () => void }[] = [];
  const keep = <T extends { stop?: () => void; close?: () => void }>(part: T): T => {
    started.push(part);
    return part;
  };
  afterEach(() => {
    for (const part of started.splice(0)) {
      part.stop?.();
      part.close?.();
    }
  });

  const bump = () => withTransaction(systemOf(database.db), (tx) => bumpStateVersion(tx, "price"));
  const priceVersion = async () =>
    (await readStateVersions(database.db)).find(({ topic }) => topic === "price")?.version ?? 0n;

  beforeAll(bump);

  test("a change of this process is in force at once, without waiting for a poll", async () => {
    const watch = keep(new StateWatch(database.db, { pollMs: NEVER_MS }));
    const reload = vi.fn();
    watch.on(["price"], reload);
    await watch.start();
    expect(reload).toHaveBeenCalledTimes(1);
    await bump();
    await vi.waitFor(() => expect(reload).toHaveBeenCalledTimes(2), SOON);
    expect(watch.versions.get("price")).toBe(await priceVersion());
  });

  test("nothing is announced of a change that is rolled back, and one of many in a transaction once", async () => {
    const watch = keep(new StateWatch(database.db, { pollMs: NEVER_MS }));
    await watch.start();
    const moves = vi.fn();
    watch.listen(moves);
    const before = watch.figures.checks;
    const undone = withTransaction(systemOf(database.db), async (tx) => {
      await bumpStateVersion(tx, "price");
      throw new Error("undo");
    });
    await expect(undone).rejects.toThrow("undo");
    expect(watch.figures.checks).toBe(before);
    await withTransaction(systemOf(database.db), async (tx) => {
      await bumpStateVersion(tx, "price");
      await withTransaction(tx, (inner) => bumpStateVersion(inner, "price"));
      expect(watch.figures.checks).toBe(before);
    });
    await vi.waitFor(() => expect(moves).toHaveBeenCalledTimes(1), SOON);
    expect(moves).toHaveBeenCalledWith([{ topic: "price", version: await priceVersion() }]);
    expect(watch.figures.checks).toBe(before + 1);
  });

  test("a change of another process is found by polling; its lag is told by the database's clock, whatever ours says", async () => {
    vi.spyOn(Date, "now").mockReturnValue(0);
    const watch = keep(new StateWatch(database.db, { pollMs: 20 }));
    await watch.start();
    await database.db.$transaction(async () => undefined);
    // As another process does it: nothing in this one is told.
    await bumpElsewhere();
    const version = await priceVersion();
    await vi.waitFor(() => expect(watch.versions.get("price")).toBe(version), SOON);
    vi.restoreAllMocks();
    expect(watch.lagMs).toBeGreaterThanOrEqual(0);
    expect(watch.lagMs).toBeLessThan(60_000);
  });

  test("what could not be reloaded is tried again, and the last state stays in force", async () => {
    const watch = keep(new StateWatch(database.db, { pollMs: NEVER_MS }));
    let isBroken = false;
    let loaded = 0;
    watch.on(["price"], () => {
      if (isBroken) throw new Error("broken");
      loaded += 1;
    });
    await watch.start();
    isBroken = true;
    await bumpElsewhere();
    await expect(watch.check()).rejects.toThrow("broken");
    expect(watch.versions.get("price")).not.toBe(await priceVersion());
    isBroken = false;
    await watch.check();
    expect(loaded).toBe(2);
    expect(watch.versions.get("price")).toBe(await priceVersion());
    expect(watch.figures.failedChecks).toBe(1);
  });

  /** Raises the counter as another process would: the listeners of this one are not told. */
  async function bumpElsewhere(): Promise<void> {
    const ctx = { ...systemOf(database.db), tx: true, afterCommit: new Map() };
    await bumpStateVersion(ctx, "price");
  }

  withRedis("announced", (redisUrl) => {
    async function open(url = redisUrl): Promise<{ watch: StateWatch; signal: StateSignal }> {
      const signal = keep(new StateSignal(url));
      const watch = keep(new StateWatch(database.db, { signal, pollMs: 20, signalledPollMs: NEVER_MS }));
      await watch.start();
      await vi.waitFor(() => expect(signal.state.isUp).toBe(true), SOON);
      // The look that subscribing causes is over.
      await watch.check();
      return { watch, signal };
    }

    test("a change elsewhere is in force when redis says so, not at the next poll", async () => {
      const { watch } = await open();
      await bumpElsewhere();
      const other = new Redis(redisUrl);
      await other.publish("gatehouse:state", "price");
      await vi.waitFor(async () => expect(watch.versions.get("price")).toBe(await priceVersion()), SOON);
      other.disconnect();
    });

    test("a committed change is published to the others", async () => {
      await open();
      const other = new Redis(redisUrl);
      const heard: string[] = [];
      other.on("message", (_channel, message: string) => heard.push(message));
      await other.subscribe("gatehouse:state");
      await bump();
      await vi.waitFor(() => expect(heard).toContain("price"), SOON);
      other.disconnect();
    });

    describe("through a wire that can be cut", () => {
      let wire: TcpProxy;
      afterEach(() => wire.close());

      test("without redis the database is polled, and when it is back what was missed is read and messages count again", async () => {
        const { hostname, port } = new URL(redisUrl);
        wire = await startTcpProxy({ host: hostname, port: Number(port || 6379) });
        const { watch, signal } = await open(`redis://127.0.0.1:${wire.port}`);
        await wire.cut();
        await vi.waitFor(() => expect(signal.state.isUp).toBe(false), SOON);
        // The poll that was far away when the wire was cut: a message or a reconnection is not needed to get here.
        await wire.restore();
        await bumpElsewhere();
        await vi.waitFor(() => expect(signal.state.isUp).toBe(true), SOON);
        await vi.waitFor(async () => expect(watch.versions.get("price")).toBe(await priceVersion()), SOON);
        await bumpElsewhere();
        const other = new Redis(redisUrl);
        await other.publish("gatehouse:state", "price");
        await vi.waitFor(async () => expect(watch.versions.get("price")).toBe(await priceVersion()), SOON);
        other.disconnect();
      });
    });
  });
});
