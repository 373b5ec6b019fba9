import { afterEach, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { enqueueJob } from "./enqueue";
import type { JobKind, JobWork } from "./kind";
import { claimJob } from "./lease";
import { type JobRunner, startJobRunner } from "./runner";
import { cancelJob, getJob, listJobItems, listJobs, retryFailedItems } from "./service";

const FAST = { pollMs: 10, leaseMs: 400 };

const targets = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `t${index}`, label: `T ${index}` }));

function kindOf(run: (work: JobWork, ctx: ServiceContext) => Promise<void>, concurrency = 3): JobKind {
  return {
    kind: "channel.bulk",
    concurrency,
    async run(ctx, work) {
      await run(work, ctx);
      return { status: "done", detail: "" };
    },
  };
}

eachEngine("jobs", (database) => {
  let admin: ServiceContext;
  const runners: JobRunner[] = [];

  beforeAll(async () => {
    admin = (await signedInAs(database.db, "admin")).ctx;
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  });

  function start(kind: JobKind): JobRunner {
    const runner = startJobRunner([kind], FAST);
    runners.push(runner);
    return runner;
  }

  function enqueue(count: number, ctx = admin): Promise<string> {
    return enqueueJob(ctx, { kind: "channel.bulk", params: { some: "thing" }, targets: targets(count) });
  }

  async function finished(id: string) {
    await expect.poll(async () => (await getJob(admin, { id })).finishedAt, { timeout: 20_000 }).not.toBeNull();
    return getJob(admin, { id });
  }

  test("a job works off all its records and reports each", async () => {
    const id = await enqueue(7);
    start(
      kindOf(async ({ target, params }) => {
        expect(params).toEqual({ some: "thing" });
        if (target.id === "t3") throw new AppError("CONFLICT", { reason: "channel.stale_version" });
      }),
    );
    expect(await finished(id)).toMatchObject({ status: "succeeded", doneCount: 6, failedCount: 1, totalCount: 7 });
    const { items } = await listJobItems(admin, { jobId: id, limit: 100 });
    expect(items.map((item) => item.targetId)).toEqual(targets(7).map((target) => target.id));
    expect(items[3]).toMatchObject({ status: "failed", detail: "channel.stale_version", label: "T 3" });
  });

  test("two runners share the queue, and no record is worked on twice", async () => {
    const worked: string[] = [];
    const kind = kindOf(async ({ jobId, target }) => {
      worked.push(`${jobId}:${target.id}`);
    });
    const ids = await Promise.all([enqueue(10), enqueue(10), enqueue(10), enqueue(10)]);
    start(kind);
    start(kind);
    for (const id of ids) expect(await finished(id)).toMatchObject({ status: "succeeded", doneCount: 10 });
    expect(worked).toHaveLength(40);
    expect(new Set(worked).size).toBe(40);
  });

  test("of many that reach for the same job one gets it", async () => {
    const id = await enqueue(1);
    const claims = Array.from({ length: 10 }, (_, index) =>
      claimJob(database.db, { ownerId: `nod_${index}`, leaseMs: 60_000 }, ["channel.bulk"]),
    );
    expect((await Promise.all(claims)).filter((claimed) => claimed === id)).toHaveLength(1);
    await cancelJob(admin, { id });
  });

  test("a job of a runner that died is resumed where it stood", async () => {
    const id = await enqueue(6);
    await claimJob(database.db, { ownerId: "nod_dead", leaseMs: 100 }, ["channel.bulk"]);
    await database.db.job.update({ where: { id }, data: { doneCount: 2 } });
    await database.db.jobItem.createMany({
      data: [0, 1].map((position) => ({ jobId: id, position, targetId: `t${position}`, label: "", status: "done" })),
    });
    const worked: string[] = [];
    start(
      kindOf(async ({ target }) => {
        worked.push(target.id);
      }),
    );
    expect(await finished(id)).toMatchObject({ status: "succeeded", doneCount: 6 });
    expect(worked.sort()).toEqual(["t2", "t3", "t4", "t5"]);
  });

  test("a runner that stops in peace gives its job back, and the next one goes on", async () => {
    const id = await enqueue(5);
    let isOpen = false;
    const kind = kindOf(async ({ target, signal }) => {
      if (target.id !== "t2" || isOpen) return;
      await new Promise<void>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    }, 1);
    const first = start(kind);
    await expect.poll(async () => (await getJob(admin, { id })).doneCount).toBe(2);
    isOpen = true;
    await first.stop();
    start(kind);
    expect(await finished(id)).toMatchObject({ status: "succeeded", doneCount: 5, failedCount: 0 });
  });

  test("a cancelled job ends with what is done; one that waits ends at once", async () => {
    const id = await enqueue(5);
    start(
      kindOf(async ({ target, signal }) => {
        if (target.id === "t0") return;
        await new Promise<void>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
      }, 1),
    );
    await expect.poll(async () => (await getJob(admin, { id })).doneCount).toBe(1);
    await cancelJob(admin, { id });
    expect(await finished(id)).toMatchObject({ status: "cancelled", doneCount: 1, failedCount: 0 });
    await expect(cancelJob(admin, { id })).rejects.toMatchObject({ reason: "job.not_running" });
    await runners[0]?.stop();
    const waiting = await enqueue(1);
    await cancelJob(admin, { id: waiting });
    expect((await getJob(admin, { id: waiting })).status).toBe("cancelled");
    const audit = await database.db.auditEvent.findMany({ where: { targetId: waiting }, orderBy: { id: "asc" } });
    expect(audit.map((event) => event.action)).toEqual(["job.start", "job.cancel"]);
  });

  test("the failed records of a job can be run again, and only they", async () => {
    const id = await enqueue(4);
    let isBroken = true;
    start(
      kindOf(async ({ target }) => {
        if (isBroken && target.id !== "t1") throw new AppError("UPSTREAM", { reason: "egress.timeout" });
      }),
    );
    await finished(id);
    isBroken = false;
    const again = await retryFailedItems(admin, { id });
    expect(await finished(again.id)).toMatchObject({ status: "succeeded", totalCount: 3, doneCount: 3 });
    await expect(retryFailedItems(admin, again)).rejects.toMatchObject({ reason: "job.none_failed" });
  });

  test("a job acts with the rights its author has when it runs", async () => {
    const { user, ctx } = await signedInAs(database.db, "operator");
    const id = await enqueue(1, ctx);
    const gone = await enqueue(1, ctx);
    await database.db.user.update({ where: { id: user.id }, data: { role: "support" } });
    const roles: string[] = [];
    const runner = start(
      kindOf(async ({ jobId }, actor) => {
        if (jobId === id && actor.actor.kind === "user") roles.push(actor.actor.role);
      }),
    );
    await finished(id);
    await finished(gone);
    expect(roles).toEqual(["support"]);
    await runner.stop();
    const late = await enqueue(1, ctx);
    await database.db.user.update({ where: { id: user.id }, data: { status: "disabled" } });
    start(kindOf(async () => undefined));
    expect(await finished(late)).toMatchObject({ status: "failed", error: "job.actor_gone" });
  });

  test("people see their own jobs, admins everybody's, customers none", async () => {
    const { ctx: operator } = await signedInAs(database.db, "operator");
    const { ctx: other } = await signedInAs(database.db, "operator");
    const { ctx: customer } = await signedInAs(database.db, "user");
    const id = await enqueue(1, operator);
    expect((await listJobs(operator, { limit: 50 })).items.map((job) => job.id)).toEqual([id]);
    expect((await listJobs(admin, { limit: 50 })).items.map((job) => job.id)).toContain(id);
    await expect(getJob(other, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(cancelJob(other, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(listJobs(customer, { limit: 50 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await cancelJob(operator, { id });
  });
});
