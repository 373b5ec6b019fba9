import { afterEach, beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { claimJob } from "@/server/operations/job/lease";
import { type JobRunner, startJobRunner } from "@/server/operations/job/runner";
import { cancelJob, getJob, listJobItems } from "@/server/operations/job/service";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, signedInAs } from "@/server/testing/people";
import { updateSettings } from "../setting/service";
import { exportDocument, writeDocument } from "./export";
import { applyImport, previewImport } from "./import";
import { documentImportJob, forgetOldImports } from "./import-job";
import { type DocumentObject, IMPORT_DIRECT_MAX } from "./schema";

const PATIENT = 300_000;
const FAST = { pollMs: 10, leaseMs: 400, jobsAtOnce: 1 };
const MANY = IMPORT_DIRECT_MAX + 1;
const PASSPHRASE = "correct horse battery";

/** Prices of as many models, named after who asks for them. */
function prices(name: string, count: number, inputPrice = "2"): DocumentObject[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: "price",
    id: `${name}-${String(index).padStart(3, "0")}`,
    label: "",
    content: { mode: "token", inputPrice, outputPrice: "8", cachedInputPrice: null, callPrice: "0" },
  }));
}

eachEngine("an import of many objects", (database) => {
  let root: ServiceContext;
  const runners: JobRunner[] = [];

  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    root = (await signedInAs(database.db, "root")).ctx;
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  });

  async function documentOf(objects: DocumentObject[]): Promise<string> {
    const { document } = await exportDocument(root, { kinds: ["price"] });
    return writeDocument({ ...document, kinds: [], objects });
  }

  async function started(objects: DocumentObject[], ctx = root) {
    const { jobId, changeId, count } = await applyImport(ctx, { text: await documentOf(objects), reason: "many" });
    if (jobId === null || changeId === null) throw new Error("as many objects are a job");
    return { jobId, changeId, count };
  }

  async function finished(id: string) {
    runners.push(startJobRunner([documentImportJob], FAST));
    await expect.poll(async () => (await getJob(root, { id })).finishedAt, { timeout: 120_000 }).not.toBeNull();
    return getJob(root, { id });
  }

  const countOf = (name: string) => database.db.modelPrice.count({ where: { model: { startsWith: `${name}-` } } });
  const revisionsOf = (changeId: string) => database.db.revision.findMany({ where: { changeId } });

  /** A runner takes the job, makes the first steps and dies before it can say so. */
  async function dieAfter(steps: number, { jobId, params }: { jobId: string; params: object }): Promise<void> {
    await claimJob(database.db, { ownerId: "nod_dead", leaseMs: 1 }, ["document.import"]);
    const rows = await database.db.documentImportStep.findMany({ orderBy: { id: "asc" }, where: { doneAt: null } });
    for (const { id } of rows.slice(0, steps)) {
      const work = { jobId, params, target: { id, label: "" }, signal: new AbortController().signal };
      expect(await documentImportJob.run(root, work)).toMatchObject({ status: "done" });
    }
  }

  test(
    "up to two hundred are changed at once, without a job",
    async () => {
      const text = await documentOf(prices("few", 3));
      expect(await applyImport(root, { text, reason: "few" })).toMatchObject({ count: 3, jobId: null });
      expect(await countOf("few")).toBe(3);
    },
    PATIENT,
  );

  test(
    "goes on where a runner died, and no object is changed twice",
    async () => {
      const objects = prices("killed", MANY);
      const { jobId, changeId, count } = await started(objects);
      expect(count).toBe(MANY);
      expect(await countOf("killed")).toBe(0);
      await dieAfter(2, { jobId, params: { changeId, reason: "many", isJumpConfirmed: false } });
      expect((await getJob(root, { id: jobId })).doneCount).toBe(0);
      expect(await countOf("killed")).toBeGreaterThan(0);

      expect(await finished(jobId)).toMatchObject({ status: "succeeded", failedCount: 0 });
      expect(await countOf("killed")).toBe(MANY);
      const revisions = await revisionsOf(changeId);
      expect(revisions).toHaveLength(MANY);
      expect(new Set(revisions.map(({ objectId, number }) => `${objectId} ${number}`)).size).toBe(MANY);
      expect(await database.db.auditEvent.count({ where: { action: "document.import", targetId: changeId } })).toBe(1);
      const again = await applyImport(root, { text: await documentOf(objects), reason: "again" });
      expect(again).toEqual({ changeId: null, count: 0, jobId: null });
    },
    PATIENT,
  );

  test(
    "stops when it is cancelled; what is done stays, and a second import brings the rest",
    async () => {
      const objects = prices("cancelled", MANY);
      const { jobId, changeId } = await started(objects);
      await dieAfter(1, { jobId, params: { changeId, reason: "many", isJumpConfirmed: false } });
      await cancelJob(root, { id: jobId });
      expect(await finished(jobId)).toMatchObject({ status: "cancelled" });
      const made = await countOf("cancelled");
      expect(made).toBeGreaterThan(0);
      expect(made).toBeLessThan(MANY);
      const { changeCount } = await previewImport(root, { text: await documentOf(objects) });
      expect(changeCount).toBe(MANY - made);
    },
    PATIENT,
  );

  test(
    "a step whose object somebody changed meanwhile is refused by name, and the others are made",
    async () => {
      const [first, ...others] = prices("meanwhile", MANY);
      if (!first) throw new Error("there are many");
      const { jobId } = await started([first, ...others]);
      await applyImport(root, {
        text: await documentOf([{ ...first, content: { ...first.content, inputPrice: "3" } }]),
        reason: "faster",
      });
      const { status, failedCount } = await finished(jobId);
      expect({ status, failedCount }).toEqual({ status: "succeeded", failedCount: 1 });
      const { items } = await listJobItems(root, { jobId, status: ["failed"], limit: 10 });
      expect(items).toMatchObject([{ detail: `revision.stale?label=${first.id}` }]);
      const kept = await database.db.modelPrice.findUniqueOrThrow({ where: { model: first.id } });
      expect(kept.inputPrice.toString()).toBe("3");
      expect(await countOf("meanwhile")).toBeGreaterThan(MANY / 2);
    },
    PATIENT,
  );

  test(
    "what would be refused is refused before it begins",
    async () => {
      await applyImport(root, { text: await documentOf(prices("jumping", 1)), reason: "first" });
      const jumping = await documentOf(prices("jumping", MANY, "200"));
      await expect(applyImport(root, { text: jumping, reason: "too dear" })).rejects.toMatchObject({
        reason: "price.jump",
      });
      expect(await countOf("jumping")).toBe(1);
    },
    PATIENT,
  );

  test(
    "secrets wait encrypted, with the rights that the author has when they are made, and are erased then",
    async () => {
      await updateSettings(root, { changes: [{ key: "mail.password", value: "planted-mail-password", version: 0 }] });
      const { document } = await exportDocument(root, { passphrase: PASSPHRASE });
      const { version } = await database.db.setting.findUniqueOrThrow({ where: { key: "mail.password" } });
      await updateSettings(root, { changes: [{ key: "mail.password", value: "planted-other", version }] });
      const text = writeDocument({ ...document, kinds: [], objects: prices("secret", MANY) });
      const { ctx, user } = await signedInAs(database.db, "root");
      const done = await applyImport(ctx, { text, passphrase: PASSPHRASE, reason: "many" });
      const steps = { where: { id: { startsWith: `${done.changeId}.` } } };
      const waiting = await database.db.documentImportStep.findMany(steps);
      expect(waiting.filter(({ secrets }) => secrets !== "")).toHaveLength(1);
      expect(JSON.stringify(waiting)).not.toContain("planted");

      await database.db.user.update({ where: { id: user.id }, data: { role: "admin" } });
      expect(await finished(done.jobId ?? "")).toMatchObject({ status: "failed", doneCount: 0 });
      expect(await countOf("secret")).toBe(0);
      await database.db.user.update({ where: { id: user.id }, data: { role: "root" } });
      const again = await applyImport(ctx, { text, passphrase: PASSPHRASE, reason: "many" });
      expect(await finished(again.jobId ?? "")).toMatchObject({ status: "succeeded", failedCount: 0 });
      const after = await database.db.documentImportStep.findMany({
        where: { id: { startsWith: `${again.changeId}.` } },
      });
      expect(after.every(({ secrets, objects }) => secrets === "" && objects === "[]")).toBe(true);

      const inAWeek = { ...root, clock: () => new Date(Date.now() + 8 * 24 * 60 * 60_000) };
      expect(await forgetOldImports(inAWeek)).toBeGreaterThan(0);
      expect(await database.db.documentImportStep.count()).toBe(0);
    },
    PATIENT,
  );
});
