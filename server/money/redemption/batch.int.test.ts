import { afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { type JobRunner, startJobRunner } from "@/server/operations/job/runner";
import { cancelJob, getJob } from "@/server/operations/job/service";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeUser, signedInAs } from "@/server/testing/people";
import { hashOfCode } from "./code";
import { createCodesJob } from "./create-job";
import { createBatch, resumeBatch } from "./service/create";
import { getBatch, listBatches, listCodes } from "./service/list";
import { redeemCode } from "./service/redeem";
import { takeCodes } from "./service/take";
import { setCodeValidity, updateBatch } from "./service/update";
import { voidBatch, voidCode } from "./service/void";
import { batchInput, makeCodes, takenBatch } from "./testing/batch";

const HOUR_MS = 3_600_000;

eachEngine("batches of redemption codes", (database) => {
  let operator: ServiceContext;
  const runners: JobRunner[] = [];

  beforeAll(async () => {
    operator = (await signedInAs(database.db, "operator")).ctx;
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  });

  const batchOf = (id: string) => database.db.redemptionBatch.findUniqueOrThrow({ where: { id } });
  const later = (ms: number) => new Date(Date.now() + ms);
  const after = (ms: number): ServiceContext => ({ ...operator, clock: () => later(ms) });
  const jobIs = async (id: string | null, status: string) =>
    expect.poll(async () => (await getJob(operator, { id: id ?? "" })).status, { timeout: 30_000 }).toBe(status);

  describe("are made by a job", () => {
    test("which writes as many codes as wanted, and only hashes of them", async () => {
      const { id, jobId } = await createBatch(operator, batchInput({ codeCount: 2_500, prefix: "spring" }));
      expect(await getBatch(operator, { id })).toMatchObject({ state: "creating", isTakeable: false });
      runners.push(startJobRunner([createCodesJob], { pollMs: 10 }));
      await jobIs(jobId, "succeeded");
      const batch = await getBatch(operator, { id });
      expect(batch).toMatchObject({ state: "active", createdCount: 2_500, usesLeft: 2_500, isTakeable: true });
      expect(batch.outstanding).toBe(2_500n * 500_000n);
      const taken = await takeCodes(operator, { id });
      const codes = [...taken.codes];
      expect(new Set(codes).size).toBe(2_500);
      expect(codes.every((code) => code.startsWith("SPRING-"))).toBe(true);
      const rows = await database.db.redemptionCode.findMany({ where: { batchId: id } });
      expect(new Set(rows.map((row) => row.hash))).toEqual(new Set(codes.map(hashOfCode)));
      expect(JSON.stringify(rows)).not.toContain(codes[0]);
    });

    test("that was killed and taken up by another makes exactly the codes that are missing", async () => {
      const { id, jobId } = await createBatch(operator, batchInput({ codeCount: 2_500 }));
      const stopped = new AbortController();
      // The first runner dies between writing its second chunk and reporting it.
      for (const first of ["0", "1000"]) {
        const work = { jobId: jobId ?? "", params: { batchId: id, chunkSize: 1_000 }, signal: stopped.signal };
        await createCodesJob.run(operator, { ...work, target: { id: first, label: "" } });
      }
      runners.push(startJobRunner([createCodesJob], { pollMs: 10 }), startJobRunner([createCodesJob], { pollMs: 10 }));
      await jobIs(jobId, "succeeded");
      expect(await batchOf(id)).toMatchObject({ status: "active", createdCount: 2_500 });
      expect(await database.db.redemptionCode.count({ where: { batchId: id } })).toBe(2_500);
      expect([...(await takeCodes(operator, { id })).codes]).toHaveLength(2_500);
    });

    test("run for one chunk by two at once, writes it once", async () => {
      const { id, jobId } = await createBatch(operator, batchInput({ codeCount: 500 }));
      const batch = { id, jobId };
      await Promise.all([makeCodes(operator, batch), makeCodes(operator, batch), makeCodes(operator, batch)]);
      expect(await batchOf(id)).toMatchObject({ status: "active", createdCount: 500 });
      expect(await database.db.redemptionCode.count({ where: { batchId: id } })).toBe(500);
    });

    test("that was cancelled can be resumed, and nothing can be taken before", async () => {
      const { id, jobId } = await createBatch(operator, batchInput({ codeCount: 1_500 }));
      await expect(resumeBatch(operator, { id })).rejects.toMatchObject({ reason: "redemption.job_running" });
      await cancelJob(operator, { id: jobId ?? "" });
      await expect(takeCodes(operator, { id })).rejects.toMatchObject({
        code: "PRECONDITION_FAILED",
        reason: "redemption.not_complete",
        meta: { createdCount: 0, codeCount: 1_500 },
      });
      const resumed = await resumeBatch(operator, { id });
      await makeCodes(operator, { id, jobId: resumed.jobId });
      expect(await batchOf(id)).toMatchObject({ status: "active", createdCount: 1_500 });
      await expect(resumeBatch(operator, { id })).rejects.toMatchObject({ reason: "redemption.batch_complete" });
    });

    test("which stops when the batch is voided meanwhile", async () => {
      const batch = await createBatch(operator, batchInput({ codeCount: 10 }));
      await voidBatch(operator, { id: batch.id, extent: "all", reason: "made by mistake" });
      await makeCodes(operator, batch);
      expect(await batchOf(batch.id)).toMatchObject({ status: "void", createdCount: 0, seed: null });
      await expect(resumeBatch(operator, { id: batch.id })).rejects.toMatchObject({ reason: "redemption.batch_void" });
    });
  });

  describe("are refused", () => {
    test("a second time for the same form", async () => {
      const input = batchInput();
      const first = await createBatch(operator, input);
      expect(await createBatch(operator, input)).toEqual(first);
    });

    test.each([
      ["an end before the beginning", { validFrom: later(2 * HOUR_MS), validUntil: later(HOUR_MS) }, "window_reversed"],
      ["an end that is over", { validUntil: later(-HOUR_MS) }, "until_past"],
      ["several codes of one's own", { customCode: "WELCOME2026", codeCount: 2 }, "custom_is_one"],
      ["codes for one use with more uses", { usesMax: 2 }, "single_is_once"],
    ])("with %s", async (_, fields, reason) => {
      await expect(createBatch(operator, batchInput(fields))).rejects.toMatchObject({
        code: "BAD_INPUT",
        reason: `redemption.${reason}`,
      });
    });

    test.each([0n, -1n, 1_000_000_000_001n])("when a code would be worth %s", (quota) => {
      expect(() => batchInput({ quota })).toThrow();
    });

    test("when they are worth more than an operator may make; an admin may", async () => {
      const input = batchInput({ codeCount: 10_001 });
      await expect(createBatch(operator, input)).rejects.toMatchObject({ reason: "redemption.batch_limit" });
      const admin = (await signedInAs(database.db, "admin")).ctx;
      expect((await createBatch(admin, input)).id).toMatch(/^rdb_/);
    });

    test("without the password given again", async () => {
      const { ctx } = await signedInAs(database.db, "operator", { isSteppedUp: false });
      await expect(createBatch(ctx, batchInput())).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
    });
  });

  test("a code in one's own words works at once, exists once, and has nothing to take", async () => {
    const customCode = `Welcome-${Math.random().toString(36).slice(2, 10)}`;
    const input = { kind: "gift", customCode, usesMax: 5, codeCount: 1 } as const;
    const { id, jobId } = await createBatch(operator, batchInput(input));
    expect(jobId).toBeNull();
    await expect(takeCodes(operator, { id })).rejects.toMatchObject({ reason: "redemption.nothing_to_take" });
    await expect(
      createBatch(operator, batchInput({ ...input, customCode: customCode.toUpperCase() })),
    ).rejects.toMatchObject({
      code: "CONFLICT",
      reason: "redemption.code_taken",
    });
    const { ctx } = await signedInAs(database.db, "user");
    expect((await redeemCode(ctx, { code: customCode.toLowerCase() })).amount).toBe(500_000n);
  });

  describe("are taken", () => {
    test("once: of many at the same moment one gets the codes, and later ones learn who has them", async () => {
      const batch = await createBatch(operator, batchInput({ codeCount: 20 }));
      await makeCodes(operator, batch);
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => takeCodes(operator, { id: batch.id })));
      const taken = tries.filter((result) => result.status === "fulfilled");
      expect(taken.map(({ value }) => value.codeCount)).toEqual([20]);
      const { username } = operator.actor.kind === "user" ? { username: operator.actor.name } : { username: "" };
      await expect(takeCodes(operator, { id: batch.id })).rejects.toMatchObject({
        code: "CONFLICT",
        reason: "redemption.already_taken",
        meta: { name: username, at: expect.any(Number) },
      });
      expect((await batchOf(batch.id)).seed).toBeNull();
      const events = await database.db.auditEvent.findMany({ where: { targetId: batch.id } });
      expect(events.map((event) => event.action).filter((action) => action === "redemption.take")).toHaveLength(1);
    });

    test("without the codes that were voided before", async () => {
      const batch = await createBatch(operator, batchInput({ codeCount: 3 }));
      await makeCodes(operator, batch);
      const { items } = await listCodes(operator, { batchId: batch.id, limit: 10 });
      await voidCode(operator, { id: items[1]?.id ?? "", reason: "misprinted" });
      const codes = [...(await takeCodes(operator, { id: batch.id })).codes];
      expect(codes).toHaveLength(2);
    });

    test("only by those who manage codes, with the password given again", async () => {
      const batch = await createBatch(operator, batchInput());
      await makeCodes(operator, batch);
      const support = (await signedInAs(database.db, "support")).ctx;
      await expect(takeCodes(support, batch)).rejects.toMatchObject({ code: "FORBIDDEN" });
      const cold = (await signedInAs(database.db, "admin", { isSteppedUp: false })).ctx;
      await expect(takeCodes(cold, batch)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
      expect((await batchOf(batch.id)).seed).not.toBeNull();
    });
  });

  describe("are voided", () => {
    test("whole, with what is left of gift codes; what was credited stays", async () => {
      const { id, codes } = await takenBatch(operator, { kind: "gift", usesMax: 3, codeCount: 2 });
      const customer = await makeUser(database.db);
      await redeemCode(await contextOf(database.db, customer), { code: codes[0] ?? "" });
      expect(await voidBatch(operator, { id, extent: "all", reason: "leaked" })).toEqual({ voidedCount: 2 });
      const numbers = { state: "void", usesLeft: 0, outstanding: 0n, codes: { unused: 0, usedUp: 0, void: 2 } };
      expect(await getBatch(operator, { id })).toMatchObject(numbers);
      const { items } = await listCodes(operator, { batchId: id, limit: 10 });
      const rest = { id: items[0]?.id ?? "", reason: "too late" };
      expect(items.map((code) => code.state)).toEqual(["void", "void"]);
      await expect(voidCode(operator, rest)).rejects.toMatchObject({ reason: "redemption.not_active" });
      await expect(setCodeValidity(operator, { ...rest, validUntil: null })).rejects.toMatchObject({
        reason: "redemption.not_active",
      });
      const other = (await signedInAs(database.db, "user")).ctx;
      await expect(redeemCode(other, { code: codes[0] ?? "" })).rejects.toMatchObject({ reason: "redemption.void" });
      expect((await database.db.user.findUniqueOrThrow({ where: { id: customer.id } })).balance).toBe(500_000n);
      await expect(voidBatch(operator, { id, extent: "all", reason: "again" })).rejects.toMatchObject({
        reason: "redemption.batch_void",
      });
    });

    test("only where nobody has used a code yet, so that gifts in use go on", async () => {
      const { id, codes } = await takenBatch(operator, { kind: "gift", usesMax: 3, codeCount: 3 });
      const first = (await signedInAs(database.db, "user")).ctx;
      const second = (await signedInAs(database.db, "user")).ctx;
      await redeemCode(first, { code: codes[0] ?? "" });
      expect(await voidBatch(operator, { id, extent: "unused", reason: "campaign over" })).toEqual({ voidedCount: 2 });
      await expect(redeemCode(second, { code: codes[1] ?? "" })).rejects.toMatchObject({ reason: "redemption.void" });
      expect((await redeemCode(second, { code: codes[0] ?? "" })).amount).toBe(500_000n);
      expect(await getBatch(operator, { id })).toMatchObject({ state: "active", usesLeft: 1, voidedCount: 2 });
    });

    test("and a code that is used or void is voided no more", async () => {
      const { id, codes } = await takenBatch(operator, { codeCount: 1 });
      await redeemCode((await signedInAs(database.db, "user")).ctx, { code: codes[0] ?? "" });
      const { items } = await listCodes(operator, { batchId: id, limit: 10 });
      await expect(voidCode(operator, { id: items[0]?.id ?? "", reason: "too late" })).rejects.toMatchObject({
        reason: "redemption.not_active",
      });
      expect((await batchOf(id)).voidedCount).toBe(0);
    });
  });

  describe("are extended", () => {
    test("as a whole, and a stale form is refused", async () => {
      const { id, codes } = await takenBatch(operator, { validUntil: later(HOUR_MS) });
      const { version } = await batchOf(id);
      const customer = (await signedInAs(database.db, "user")).ctx;
      const tomorrow = { ...customer, clock: () => later(24 * HOUR_MS) };
      await expect(redeemCode(tomorrow, { code: codes[0] ?? "" })).rejects.toMatchObject({
        reason: "redemption.expired",
      });
      await updateBatch(operator, { id, version, validUntil: later(48 * HOUR_MS) });
      await expect(updateBatch(operator, { id, version, name: "Summer" })).rejects.toMatchObject({ code: "CONFLICT" });
      expect((await redeemCode(tomorrow, { code: codes[0] ?? "" })).amount).toBe(500_000n);
    });

    test("or by one code, whose own end stands before the batch's both ways", async () => {
      const { id, codes } = await takenBatch(operator, { codeCount: 2, validUntil: later(2 * HOUR_MS) });
      const { items } = await listCodes(operator, { batchId: id, limit: 10 });
      const idAt = (position: number) => items.find((code) => code.position === position)?.id ?? "";
      await setCodeValidity(operator, { id: idAt(0), validUntil: later(48 * HOUR_MS), reason: "was on holiday" });
      await setCodeValidity(operator, { id: idAt(1), validUntil: later(HOUR_MS), reason: "shorter for this one" });
      const customer = (await signedInAs(database.db, "user")).ctx;
      const soon = { ...customer, clock: () => later(1.5 * HOUR_MS) };
      const tomorrow = { ...customer, clock: () => later(24 * HOUR_MS) };
      await expect(redeemCode(soon, { code: codes[1] ?? "" })).rejects.toMatchObject({ reason: "redemption.expired" });
      expect((await redeemCode(tomorrow, { code: codes[0] ?? "" })).amount).toBe(500_000n);
    });
  });

  test("a list shows under a state exactly the rows that wear it", async () => {
    const creator = (await signedInAs(database.db, "operator")).ctx;
    const creatorId = creator.actor.kind === "user" ? creator.actor.id : "";
    const { id: active, codes } = await takenBatch(creator, { codeCount: 3, name: "Active" });
    const { id: expiring } = await takenBatch(creator, { codeCount: 1, validUntil: later(HOUR_MS) });
    const { id: scheduled } = await takenBatch(creator, { codeCount: 1, validFrom: later(5 * HOUR_MS) });
    const { id: gone } = await takenBatch(creator, { codeCount: 1 });
    const { id: creating } = await createBatch(creator, batchInput());
    await voidBatch(creator, { id: gone, extent: "all", reason: "test of lists" });
    const { items: rows } = await listCodes(creator, { batchId: active, limit: 10 });
    await voidCode(creator, { id: rows[2]?.id ?? "", reason: "test of lists" });
    const customer = (await signedInAs(database.db, "user")).ctx;
    await redeemCode(customer, { code: codes[rows[1]?.position ?? 0] ?? "" });

    const ctx = after(2 * HOUR_MS);
    const states = { active, expired: expiring, scheduled, void: gone, creating } as const;
    for (const [state, id] of Object.entries(states) as [keyof typeof states, string][]) {
      const page = await listBatches(ctx, { creatorId, state: [state], limit: 10 });
      expect(page.items.map((row) => [row.id, row.state])).toEqual([[id, state]]);
    }
    for (const state of ["active", "used", "void", "expired", "scheduled"] as const) {
      for (const batchId of [active, expiring, scheduled, gone]) {
        const all = await listCodes(ctx, { batchId, limit: 10 });
        const some = await listCodes(ctx, { batchId, state: [state], limit: 10 });
        expect(some.items).toEqual(all.items.filter((row) => row.state === state));
      }
    }
    expect(rows.map((row) => row.state)).toEqual(["active", "active", "active"]);
    const now = await listCodes(ctx, { batchId: active, limit: 10 });
    expect(now.items.map((row) => row.state).sort()).toEqual(["active", "used", "void"]);
  });

  test("a code is found by all of it, its last four, its prefix, its batch, or who used it", async () => {
    const { id, codes } = await takenBatch(operator, { codeCount: 2, prefix: `F${Date.now() % 100_000}` });
    const { user, ctx } = await signedInAs(database.db, "user");
    const code = codes[0] ?? "";
    await redeemCode(ctx, { code });
    const find = async (search: string) => (await listCodes(operator, { search, limit: 10 })).items;
    const [row] = await find(` ${code.toLowerCase().replaceAll("-", " ")} `);
    expect(row).toMatchObject({ batch: { id }, state: "used", label: expect.stringContaining(code.slice(-4)) });
    expect((await find(code.slice(-4))).map((found) => found.id)).toContain(row?.id);
    expect(await find(code.split("-")[0] ?? "")).toHaveLength(2);
    expect(await find(id)).toHaveLength(2);
    expect((await find(user.id)).map((found) => found.id)).toEqual([row?.id]);
    expect((await listBatches(operator, { search: code, limit: 10 })).items.map((batch) => batch.id)).toEqual([id]);
  });
});
