import { beforeAll, describe, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { bumpStateVersion, readStateVersions } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { getHealth, getPropagation } from "./service";

eachEngine("health", (database) => {
  let staff: ServiceContext;

  beforeAll(async () => {
    staff = (await signedInAs(database.db, "support")).ctx;
    await withTransaction(staff, (tx) => bumpStateVersion(tx, "price"));
  });

  const latest = async () =>
    Object.fromEntries((await readStateVersions(database.db)).map(({ topic, version }) => [topic, Number(version)]));

  async function makeNode(
    over: Partial<{ role: string; version: string; beat: Date; versions: object; figures: object }>,
  ) {
    const id = newId("nod");
    const { role = "gateway", version = "1", beat = new Date(), versions = await latest(), figures = {} } = over;
    await database.db.node.create({
      data: {
        ...{ id, role, version, hostname: "host", lastSeenAt: beat, stateLagMs: 12 },
        stateVersions: JSON.stringify(versions),
        figures: JSON.stringify(figures),
      },
    });
    return { id, end: () => database.db.node.delete({ where: { id } }) };
  }

  const check = async (name: string) => (await getHealth(staff)).checks.find((found) => found.name === name);

  test("without a gateway the installation is down", async () => {
    expect(await check("nodes")).toMatchObject({ state: "failed", detail: "noGateway" });
    expect((await getHealth(staff)).state).toBe("failed");
  });

  test("a change is in force where the node says so, and the counts tell on how many", async () => {
    const current = await makeNode({});
    const old = await makeNode({ versions: { ...(await latest()), price: 0 } });
    const newest = (await latest()).price ?? 0;
    expect(await getPropagation(staff, { topic: "price" })).toEqual({
      topic: "price",
      version: newest,
      nodeCount: 2,
      inForceCount: 1,
      lagMs: 12,
    });
    await database.db.node.update({ where: { id: old.id }, data: { stateVersions: JSON.stringify(await latest()) } });
    expect(await getPropagation(staff, { topic: "price", version: newest })).toMatchObject({ inForceCount: 2 });
    await Promise.all([current.end(), old.end()]);
  });

  test("a node is behind only when it had the time to hear of a change", async () => {
    const node = await makeNode({});
    await withTransaction(staff, (tx) => bumpStateVersion(tx, "price"));
    expect(await check("propagation")).toMatchObject({ state: "ok" });
    // As if it had been raised a minute ago, by the database's clock.
    const { changedAtMs } = await database.db.stateVersion.findUniqueOrThrow({ where: { topic: "price" } });
    const data = { changedAtMs: changedAtMs - 60_000n };
    await database.db.stateVersion.update({ where: { topic: "price" }, data });
    expect(await check("propagation")).toMatchObject({ state: "degraded", detail: "behind" });
    await node.end();
  });

  test("a machine whose clock is hours apart is alive as long as its heart beats", async () => {
    const hoursAgo = Date.now() - 7_200_000;
    const node = await makeNode({ beat: new Date(hoursAgo) });
    const ahead = await makeNode({ beat: new Date(Date.now() + 7_200_000) });
    await getHealth(staff);
    await database.db.node.update({ where: { id: node.id }, data: { lastSeenAt: new Date(hoursAgo + 2_000) } });
    const { nodes } = await getHealth(staff);
    expect(nodes.filter(({ isGone }) => isGone)).toEqual([]);
    expect(nodes.map(({ id }) => id)).toEqual(expect.arrayContaining([node.id, ahead.id]));
    await Promise.all([node.end(), ahead.end()]);
  });

  test("a node that was killed is named as gone since its last heartbeat", async () => {
    const alive = await makeNode({});
    const beat = new Date(Date.now() - 60_000);
    const dead = await makeNode({ beat });
    expect(await check("nodes")).toMatchObject({ state: "degraded", detail: "gone", since: beat });
    const longDead = await makeNode({ beat: new Date(Date.now() - 7_200_000) });
    expect((await getHealth(staff)).nodes.map(({ id }) => id)).toEqual([alive.id, dead.id]);
    await Promise.all([alive.end(), dead.end(), longDead.end()]);
  });

  test("builds that differ, a lost redis and a ledger that cannot be written are seen in what nodes report", async () => {
    const since = Date.parse("2026-01-31T12:00:00.000Z");
    const first = await makeNode({ figures: { redisUp: 0, redisSince: since, ledgerQueued: 7 } });
    const second = await makeNode({
      version: "2",
      figures: { redisUp: 1, redisSince: 5, ledgerQueued: 2, databaseDown: 1 },
    });
    expect(await check("nodes")).toMatchObject({ state: "degraded", detail: "versionsDiffer" });
    expect(await check("redis")).toMatchObject({ state: "degraded", detail: "notEverywhere", since: new Date(since) });
    expect(await check("ledger")).toMatchObject({ state: "failed", detail: "cannotWrite", figures: { queued: 9 } });
    await second.end();
    expect(await check("redis")).toMatchObject({ state: "failed", detail: "unreachable" });
    await first.end();
    expect(await check("redis")).toMatchObject({ state: "off" });
  });

  describe("what has switched itself off", () => {
    const makeChannel = (status: string, over = {}) =>
      database.db.channel.create({
        data: {
          ...{ id: newId("chn"), name: "c", searchText: "c", provider: "openai", baseUrl: "http://127.0.0.1:9" },
          ...{ models: "[]", groups: "[]", status, statusChangedAt: new Date("2026-01-31T12:00:00.000Z"), ...over },
        },
      });

    test("is counted, a customer's own provider is not, and when nothing is left it is down", async () => {
      await makeChannel("auto_disabled", { ownerId: newId("usr") });
      expect(await check("channels")).toMatchObject({ state: "off", detail: "noChannels" });
      const down = await makeChannel("auto_disabled");
      expect(await check("channels")).toMatchObject({ state: "failed", since: down.statusChangedAt });
      await makeChannel("enabled");
      expect(await check("channels")).toMatchObject({ state: "degraded", figures: { enabled: 1, down: 1 } });
    });

    test("jobs that failed today and mails that wait are told of", async () => {
      expect(await check("jobs")).toMatchObject({ state: "ok" });
      await database.db.job.create({ data: { id: newId("job"), kind: "channel.test", status: "failed", input: "{}" } });
      expect(await check("jobs")).toMatchObject({ state: "degraded", figures: { count: 1 } });
      await replaceSetting(database.db, "mail.host", "");
      expect(await check("mail")).toMatchObject({ state: "off" });
      await replaceSetting(database.db, "mail.host", "mail.example");
      const createdAt = new Date(Date.now() - 600_000);
      await database.db.mailMessage.create({
        data: {
          id: newId("mlm"),
          toAddress: "a@b.example",
          subject: "s",
          body: "",
          nextAttemptAt: createdAt,
          createdAt,
        },
      });
      expect(await check("mail")).toMatchObject({ state: "degraded", detail: "mailWaiting" });
    });
  });

  test("since is the moment a state was seen first, and stays while it lasts", async () => {
    const first = await check("database");
    const again = await check("database");
    expect(again?.since).toEqual(first?.since);
  });

  test("is the staff's, not the customers'", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    await expect(getHealth(ctx)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(getPropagation(ctx, { topic: "price" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});
