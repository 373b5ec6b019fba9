import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { openFileStorage, replaceFileStorage } from "@/server/files/storage/storage";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { openLedgerStore } from "@/server/money/ledger/store";
import { createAccount, type TestAccount } from "@/server/money/ledger/testing/account";
import { verifyLedger } from "@/server/money/ledger/verify";
import { LedgerWriter } from "@/server/money/ledger/writer";
import { startJobRunner } from "@/server/operations/job/runner";
import { getJob } from "@/server/operations/job/service";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { rollUpDays } from "@/server/usage/rollup/work";
import { ensurePartitions } from "@/server/usage/storage/partitions";
import { retentionCleanJob } from "./clean-job";
import { holdUser, listHolds, releaseUser } from "./hold";
import { previewCleanup } from "./read";
import { runCleanup } from "./run";
import { listCleanups } from "./runs";
import type { RetentionClassName } from "./schema";
import { serveRequests } from "./testing/requests";

// Each piece of a clean-up opens connections of its own, on SQLite a thread: slow where a test starts it from source.
vi.setConfig({ testTimeout: 180_000 });

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 14, 30);
const daysAgo = (days: number) => NOW - days * DAY_MS;
const OF_REQUESTS: RetentionClassName[] = ["bodies", "attempts", "logs"];

eachEngine("retention", (database) => {
  let writer: LedgerWriter;
  let root: ServiceContext;
  const folder = join(tmpdir(), `gatehouse-retention-${newId("nod")}`);

  beforeAll(async () => {
    await ensurePartitions({ url: database.url, options: database.options, now: new Date(NOW), monthsBack: 3 });
    writer = new LedgerWriter(openLedgerStore(database.url, database.options));
    replaceFileStorage(await openFileStorage({ folder, s3: undefined }));
  });
  afterAll(async () => {
    await writer.close(5_000);
    replaceFileStorage(undefined);
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const { user, ctx } = await signedInAs(database.db, "root");
    await database.db.session.updateMany({ where: { userId: user.id }, data: { steppedUpAt: new Date(NOW) } });
    root = at(NOW, ctx);
  });

  const at = (now: number, ctx = systemOf(database.db)): ServiceContext => ({ ...ctx, clock: () => new Date(now) });
  const account = () => createAccount(database.db, { balance: 1_000_000n });
  const differences = async () => (await verifyLedger(database.db)).differences;
  const serve = (who: TestAccount, times: readonly number[]) => serveRequests(writer, who, times);
  const preview = async (name: RetentionClassName) => {
    const { classes } = await previewCleanup(root, { classes: [name] });
    return classes[0];
  };

  /** Works until a clean-up started now is over. Out: its report by class. */
  async function cleanUp(classes: RetentionClassName[]) {
    const { id } = await runCleanup(root, { asOf: new Date(NOW), classes });
    const runner = startJobRunner([retentionCleanJob], { pollMs: 10 });
    try {
      await expect.poll(async () => (await getJob(root, { id })).finishedAt, { timeout: 150_000 }).not.toBeNull();
    } finally {
      await runner.stop();
    }
    const run = (await listCleanups(root)).find((candidate) => candidate.id === id);
    return { run, freed: Object.fromEntries((run?.freed ?? []).map(({ name, rows }) => [name, rows])) };
  }

  test("what the preview shows is what goes: whole days, the rest of a month and months before it", async () => {
    const who = await account();
    const old = await serve(who, [daysAgo(120), daysAgo(115), daysAgo(97), daysAgo(95), daysAgo(91)]);
    const kept = await serve(who, [daysAgo(90), daysAgo(40), daysAgo(1)]);
    await database.db.logBody.createMany({
      data: [...old, ...kept].map((requestId) => ({ requestId, createdAt: new Date(), userId: who.userId })),
    });
    const logs = await preview("logs");
    expect(logs).toMatchObject({ rows: 5, isAtLeast: false, cutoff: new Date(Date.UTC(2026, 7, 24)) });
    expect(logs?.oldest?.getTime()).toBe(daysAgo(120));
    expect((await preview("attempts"))?.rows).toBe(14);
    expect((await preview("bodies"))?.rows).toBe(7);

    const { run, freed } = await cleanUp(OF_REQUESTS);
    expect(run).toMatchObject({ status: "succeeded", failedCount: 0, skippedCount: 0 });
    expect(freed).toEqual({ bodies: 7, attempts: 14, logs: 5 });
    expect(await database.db.log.count({ where: { id: { in: old } } })).toBe(0);
    expect(await database.db.log.count({ where: { id: { in: kept } } })).toBe(3);
    expect((await preview("logs"))?.rows).toBe(0);
    expect(await differences()).toEqual([]);
  });

  test("nothing of an account on hold goes, and all of it once it is released", async () => {
    const [held, other] = await Promise.all([account(), account()]);
    const times = [daysAgo(200), daysAgo(130), daysAgo(92)];
    const mine = await serve(held, times);
    const theirs = await serve(other, times);
    await database.db.session.create({
      data: {
        id: newId("ses"),
        userId: held.userId,
        device: "",
        ip: "",
        userAgent: "",
        lastActiveAt: new Date(daysAgo(200)),
        expiresAt: new Date(daysAgo(190)),
      },
    });
    await holdUser(root, { userId: held.userId, reason: "case 12/2026" });
    await expect(holdUser(root, { userId: held.userId, reason: "again" })).rejects.toMatchObject({
      reason: "retention.already_held",
    });
    expect((await listHolds(root))[0]).toMatchObject({ user: { id: held.userId }, reason: "case 12/2026" });
    expect((await preview("logs"))?.rows).toBe(3);
    expect((await preview("sessions"))?.rows).toBe(0);

    const { freed } = await cleanUp([...OF_REQUESTS, "sessions"]);
    expect(freed).toEqual({ attempts: 6, logs: 3 });
    expect(await database.db.log.count({ where: { id: { in: mine } } })).toBe(3);
    expect(await database.db.attempt.count({ where: { requestId: { in: mine } } })).toBe(6);
    expect(await database.db.log.count({ where: { id: { in: theirs } } })).toBe(0);
    expect(await database.db.session.count({ where: { userId: held.userId } })).toBe(1);
    // Hours whose logs are gone but for the held ones are not taken for a difference.
    expect(await differences()).toEqual([]);

    await releaseUser(root, { userId: held.userId, reason: "case closed" });
    expect((await cleanUp([...OF_REQUESTS, "sessions"])).freed).toEqual({ attempts: 6, logs: 3, sessions: 1 });
    expect(await differences()).toEqual([]);
  });

  test("hours of usage go by day, the ledger's proof goes on, and days stay", async () => {
    const who = await account();
    await serve(who, [daysAgo(410), daysAgo(405), daysAgo(405) + 1_000, daysAgo(399)]);
    // As of the day on which the last of those hours was summed up.
    await rollUpDays(at(daysAgo(398)));
    await cleanUp(OF_REQUESTS);
    expect((await preview("usageHours"))?.rows).toBeGreaterThan(0);
    const shown = await preview("usageHours");
    const { freed } = await cleanUp(["usageHours"]);
    expect(freed.usageHours).toBe(shown?.rows);
    const hours = await database.db.usageHour.findMany({ where: { userId: who.userId }, orderBy: { hourAt: "asc" } });
    expect(hours.map((row) => row.hourAt.getTime())).toEqual([Math.floor(daysAgo(399) / 3_600_000) * 3_600_000]);
    const days = await database.db.usageDay.findMany({ where: { subjectId: who.userId } });
    expect(days.reduce((sum, row) => sum + row.quota, 0n)).toBe(40n);
    expect(await database.db.trafficDay.count({ where: { dayAt: { lt: new Date(daysAgo(400)) } } })).toBeGreaterThan(0);
    expect(await differences()).toEqual([]);
  });

  test("a clean-up that was killed half-way is resumed, and its report is whole", async () => {
    const who = await account();
    await serve(
      who,
      Array.from({ length: 60 }, (_, index) => daysAgo(100) + index * 60_000),
    );
    const { id } = await runCleanup(root, { asOf: new Date(NOW), classes: ["attempts", "logs"] });
    const job = await database.db.job.findUniqueOrThrow({ where: { id } });
    // What a process had done when it was killed: some rows of a piece, and no word in the report.
    const oldest = await database.db.attempt.findMany({
      where: { startedAt: { lt: new Date(daysAgo(95)) } },
      orderBy: { requestId: "asc" },
      take: 40,
      select: { requestId: true },
    });
    await database.db.attempt.deleteMany({ where: { requestId: { in: oldest.map(({ requestId }) => requestId) } } });
    await database.db.job.update({
      where: { id: job.id },
      data: { status: "running", ownerId: "nod_dead", leaseUntil: new Date(0), startedAt: new Date() },
    });
    const runner = startJobRunner([retentionCleanJob], { pollMs: 10 });
    await expect.poll(async () => (await getJob(root, { id })).status, { timeout: 150_000 }).toBe("succeeded");
    await runner.stop();
    const run = (await listCleanups(root)).find((candidate) => candidate.id === id);
    expect(run?.freed.map(({ name, rows }) => [name, rows])).toEqual([
      ["attempts", 120],
      ["logs", 60],
    ]);
    expect(await differences()).toEqual([]);
  });

  test("requests are settled while old ones go, and all sums are right", async () => {
    const who = await account();
    await serve(
      who,
      Array.from({ length: 150 }, (_, index) => daysAgo(95) + index * 1_000),
    );
    let isDone = false;
    const fresh: string[] = [];
    const settling = (async () => {
      while (!isDone) fresh.push(...(await serve(who, [Date.now(), daysAgo(1)])));
    })();
    const { freed } = await cleanUp(OF_REQUESTS);
    isDone = true;
    await settling;
    expect(freed).toEqual({ attempts: 300, logs: 150 });
    expect(await database.db.log.count({ where: { userId: who.userId } })).toBe(fresh.length);
    expect(await differences()).toEqual([]);
  });

  test("more is kept at once when somebody decides so after a clean-up was started", async () => {
    const who = await account();
    const old = await serve(who, [daysAgo(99)]);
    await replaceSetting(database.db, "retention.attemptsDays", 0);
    await replaceSetting(database.db, "retention.logsDays", 90);
    const { id } = await runCleanup(root, { asOf: new Date(NOW), classes: ["attempts", "logs"] });
    await replaceSetting(database.db, "retention.logsDays", 0);
    const runner = startJobRunner([retentionCleanJob], { pollMs: 10 });
    await expect.poll(async () => (await getJob(root, { id })).status, { timeout: 150_000 }).toBe("succeeded");
    await runner.stop();
    expect(await database.db.log.count({ where: { id: { in: old } } })).toBe(1);
    expect(await preview("logs")).toMatchObject({ cutoff: null, rows: 0 });
    await replaceSetting(database.db, "retention.logsDays", 90);
    await replaceSetting(database.db, "retention.attemptsDays", 30);
    expect((await cleanUp(OF_REQUESTS)).freed).toEqual({ attempts: 2, logs: 1 });
  });

  test("a preview is good for a day, and two clean-ups do not run at once", async () => {
    const who = await account();
    await serve(who, [daysAgo(99)]);
    const run = (asOf: number) => runCleanup(root, { asOf: new Date(asOf), classes: ["attempts"] });
    await expect(run(NOW - DAY_MS - 1)).rejects.toMatchObject({ reason: "retention.preview_old" });
    await expect(run(NOW + 1_000)).rejects.toMatchObject({ reason: "retention.preview_old" });
    const { id } = await run(NOW);
    await expect(run(NOW)).rejects.toMatchObject({ reason: "retention.already_running" });
    await database.db.job.delete({ where: { id } });
    await cleanUp(OF_REQUESTS);
    await expect(run(NOW)).rejects.toMatchObject({ reason: "retention.nothing_old" });
  });
});
