import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Log } from "@/prisma/generated/sqlite/client";
import { type FileStorage, openFileStorage, replaceFileStorage } from "@/server/files/storage/storage";
import type { ServiceContext } from "@/server/kernel/context";
import { AppError } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { claimJob } from "@/server/operations/job/lease";
import { type JobRunner, startJobRunner } from "@/server/operations/job/runner";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { listLogs } from "../log/list";
import { ListLogsInput } from "../log/schema";
import { logExportJob } from "./export-job";
import type { ExportFormat } from "./schema";
import { cancelExport, retryExport } from "./service/end";
import { getExportOfJob, listExports } from "./service/list";
import { openExport, openLogs } from "./service/open";
import { planExport } from "./service/plan";
import { startExport } from "./service/start";
import { sweepExports } from "./sweep";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FAST = { pollMs: 10, leaseMs: 400 };
const NOON = Date.UTC(2026, 4, 4, 12);

eachEngine("exports of logs", (database) => {
  let storage: FileStorage;
  const runners: JobRunner[] = [];

  beforeAll(async () => {
    storage = await openFileStorage({ folder: mkdtempSync(join(tmpdir(), "gatehouse-exports-")), s3: undefined });
    replaceFileStorage(storage);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    replaceFileStorage(storage);
  });

  const run = () => runners.push(startJobRunner([logExportJob], FAST));

  /** Requests of one customer, one a minute from an hour on, and the roll-up that expects `expected` of them that day. */
  async function requests(userId: string, count: number, { expected = count, at = NOON, ...fields }: Made = {}) {
    const rows = Array.from({ length: count }, (_, index) => {
      const createdAt = new Date(at + index * 60_000);
      const id = newId("req", createdAt.getTime());
      return {
        id,
        createdAt,
        kind: "consume",
        endpoint: "chat",
        httpStatus: 200,
        outcome: "completed",
        isStream: false,
        userId,
        ...fields,
      };
    });
    await database.db.log.createMany({ data: rows });
    await rollUp(userId, { at, requestCount: expected });
    return rows.map((row) => row.id).reverse();
  }
  async function rollUp(userId: string, { at = NOON, tokenId = "", requestCount }: RolledUp) {
    const hourAt = new Date(Math.floor(at / HOUR_MS) * HOUR_MS);
    const key = { hourAt, userId, tokenId, channelId: "", groupName: "", model: "" };
    await database.db.usageHour.upsert({
      where: { hourAt_userId_tokenId_channelId_groupName_model: key },
      create: { ...key, requestCount },
      update: { requestCount },
    });
  }
  type RolledUp = { at?: number; tokenId?: string; requestCount: number };
  type Made = Partial<Log> & { expected?: number; at?: number };

  const finished = async (ctx: ServiceContext, id: string) => {
    const read = async () => (await listExports(ctx)).find((item) => item.id === id);
    const isOver = async () => !["queued", "running"].includes((await read())?.status ?? "queued");
    await expect.poll(isOver, { timeout: 20_000, interval: 20 }).toBe(true);
    const item = await read();
    if (!item) throw new Error("the export is gone");
    return item;
  };

  const whole = async (ctx: ServiceContext, filter: object, format: ExportFormat = "csv") => {
    let text = "";
    for await (const chunk of (await openLogs(ctx, { filter, format })).chunks) text += chunk;
    return text;
  };

  const fetched = async (ctx: ServiceContext, id: string) => {
    const file = await openExport(ctx, { id });
    const bytes: Uint8Array[] = [];
    for await (const chunk of file.chunks) bytes.push(chunk);
    expect(Buffer.concat(bytes)).toHaveLength(file.byteCount);
    return gunzipSync(Buffer.concat(bytes)).toString();
  };

  /** All pages of the list: on a busy machine one of them may be partial. */
  const listedIds = async (ctx: ServiceContext) => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listLogs(ctx, ListLogsInput.parse({ limit: 100, ...(cursor ? { cursor } : {}) }));
      ids.push(...page.items.map((item) => item.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return ids;
  };

  const idsOf = (csv: string) => {
    const [head = "", ...lines] = csv.trimEnd().split("\r\n");
    const at = head.split(",").indexOf("id");
    return lines.map((line) => line.split(",")[at]);
  };

  test("a download holds exactly the requests of the list, in its order", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    const ids = await requests(user.id, 25);
    await requests(user.id, 5, { model: "other", at: NOON + DAY_MS });
    expect(idsOf(await whole(ctx, {}))).toEqual(await listedIds(ctx));
    expect(idsOf(await whole(ctx, { modelNot: ["other"] }))).toEqual(ids);
    const lines = (await whole(ctx, { model: ["other"] }, "jsonl")).trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).model)).toEqual(Array(5).fill("other"));
  });

  test("a job's file holds exactly what a download of the same filter holds, however it was cut", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    await requests(user.id, 200, { expected: 250_000 });
    expect(await planExport(ctx, { filter: {} })).toMatchObject({ how: "job" });
    await expect(openLogs(ctx, { filter: {}, format: "csv" })).rejects.toMatchObject({
      reason: "export.too_many_rows",
    });
    const { id } = await startExport(ctx, { filter: {}, format: "csv" });
    run();
    const item = await finished(ctx, id);
    expect(item).toMatchObject({ status: "ready", rowCount: 200 });
    expect(item.partCount).toBeGreaterThan(4);
    const within = { from: new Date(NOON + 60_000), to: new Date(NOON + HOUR_MS) };
    expect(await planExport(ctx, { filter: within })).toEqual({ rows: 59, isUpperBound: false, how: "stream" });
    const file = await fetched(ctx, id);
    expect(idsOf(file)).toEqual(await listedIds(ctx));
    await rollUp(user.id, { requestCount: 200 });
    expect(await whole(ctx, { to: item.to })).toBe(file);
  });

  test("what a spreadsheet would run is text, and Excel knows the letters", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    await requests(user.id, 1, { model: "=cmd|' /C calc'!A0", errorMessage: '多,"x"' });
    const csv = await whole(ctx, {}, "excel");
    expect(csv.startsWith("\ufefftime,id,")).toBe(true);
    expect(csv).toContain(",'=cmd|' /C calc'!A0,");
    expect(csv).toContain(',"多,""x""",');
    expect((await whole(ctx, {})).startsWith("time,id,")).toBe(true);
  });

  test("amounts stand in units and dollars, times in UTC", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    const [id] = await requests(user.id, 1, { quota: 750_001n, firstTokenMs: null });
    expect(JSON.parse(await whole(ctx, {}, "jsonl"))).toMatchObject({
      id,
      time: "2026-05-04T12:00:00.000Z",
      cost_units: 750_001,
      cost_usd: "1.500002",
      first_token_ms: null,
      stream: false,
    });
  });

  test("customers get their own requests whatever they ask for, and nothing of the upstream; staff get all", async () => {
    const [mine, theirs] = [await signedInAs(database.db, "user"), await signedInAs(database.db, "user")];
    const staff = await signedInAs(database.db, "support");
    const fields = { channelId: "chn_secret", upstreamModel: "secret-model", model: "seen" };
    const own = await requests(mine.user.id, 3, fields);
    const foreign = await requests(theirs.user.id, 2, fields);
    const csv = await whole(mine.ctx, { userId: [theirs.user.id] });
    expect(idsOf(csv)).toEqual(own);
    expect(csv).not.toContain("secret");
    expect(csv).not.toContain("channel");
    const all = await whole(staff.ctx, { userId: [theirs.user.username] });
    expect(idsOf(all)).toEqual(foreign);
    expect(all).toContain("secret-model");
    expect(all).toContain(theirs.user.username);
  });

  test("how busy somebody else's key is, is told to nobody", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    const { user } = await signedInAs(database.db, "user");
    await rollUp(user.id, { tokenId: "tok_foreign", requestCount: 99_999 });
    const filter = { from: new Date(NOON), tokenId: ["tok_foreign"] };
    expect(await planExport(ctx, { filter })).toEqual({ rows: 0, isUpperBound: false, how: "stream" });
    const staff = await signedInAs(database.db, "support");
    const asked = { filter: { ...filter, userId: [user.id] } };
    expect(await planExport(staff.ctx, asked)).toEqual({ rows: 99_999, isUpperBound: false, how: "job" });
  });

  test("a broken storage fails the parts with its reason, and a retry writes just those", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    await requests(user.id, 60, { expected: 250_000 });
    let isFull = true;
    replaceFileStorage({
      ...wrapped(storage),
      async put(path: string, body: Readable | Buffer) {
        if (isFull && !path.endsWith("/0.csv.gz")) {
          throw new AppError("UNAVAILABLE", { reason: "file.storage_full" });
        }
        return storage.put(path, body);
      },
    });
    const { id } = await startExport(ctx, { filter: {}, format: "csv" });
    run();
    expect(await finished(ctx, id)).toMatchObject({ status: "failed", partsDone: 1, failure: "file.storage_full" });
    await expect(openExport(ctx, { id })).rejects.toMatchObject({ reason: "export.not_ready" });
    isFull = false;
    await retryExport(ctx, { id });
    expect(await finished(ctx, id)).toMatchObject({ status: "ready", rowCount: 60 });
    expect(new Set(idsOf(await fetched(ctx, id))).size).toBe(60);
  });

  test("a job killed half-way is resumed without a doubled or missing row", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    const ids = await requests(user.id, 60, { expected: 250_000 });
    const { id } = await startExport(ctx, { filter: {}, format: "csv" });
    const [item] = await listExports(ctx);
    // The dead runner had written a part, or half of it, and not yet reported it.
    await claimJob(database.db, { ownerId: "nod_dead", leaseMs: 50 }, ["log.export"]);
    await storage.put(`exports/${id}/0.csv.gz`, Buffer.from("half a part"));
    await database.db.logExportPart.create({ data: { exportId: id, position: 0, rowCount: 7, byteCount: 11n } });
    run();
    expect(item?.partCount).toBeGreaterThan(2);
    expect(await finished(ctx, id)).toMatchObject({ status: "ready", rowCount: 60 });
    expect(idsOf(await fetched(ctx, id))).toEqual(ids);
  });

  test("what is written while an export runs is not in it", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    const ids = await requests(user.id, 10, { expected: 60_000 });
    const { id } = await startExport(ctx, { filter: { from: new Date(NOON) }, format: "csv" });
    await requests(user.id, 5, { at: Date.now() + 60_000 });
    run();
    await finished(ctx, id);
    expect(idsOf(await fetched(ctx, id))).toEqual(ids);
  });

  test("a cancelled export ends and loses its files; so does one that has expired", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    await requests(user.id, 10);
    const first = await startExport(ctx, { filter: {}, format: "csv" });
    await cancelExport(ctx, first);
    expect(await finished(ctx, first.id)).toMatchObject({ status: "cancelled" });
    const second = await startExport(ctx, { filter: {}, format: "jsonl" });
    run();
    expect(await finished(ctx, second.id)).toMatchObject({ status: "ready" });
    expect(await storage.list(`exports/${second.id}`)).toHaveLength(1);
    await expect(cancelExport(ctx, second)).rejects.toMatchObject({ reason: "job.not_running" });
    await database.db.logExport.update({ where: { id: second.id }, data: { expiresAt: new Date(0) } });
    await expect(openExport(ctx, second)).rejects.toMatchObject({ reason: "export.expired" });
    await storage.put(`exports/${first.id}/0.csv.gz`, Buffer.from("left over"));
    await sweepExports({ ...ctx, actor: { kind: "system", name: "exports" } });
    expect(await storage.list(`exports/${first.id}`)).toEqual([]);
    expect(await storage.list(`exports/${second.id}`)).toEqual([]);
    expect(await finished(ctx, second.id)).toMatchObject({ status: "expired" });
    expect(await finished(ctx, first.id)).toMatchObject({ status: "cancelled" });
  });

  test("nobody but its owner and staff can find an export", async () => {
    const [mine, other] = [await signedInAs(database.db, "user"), await signedInAs(database.db, "user")];
    const staff = await signedInAs(database.db, "support");
    await requests(mine.user.id, 3);
    const { id } = await startExport(mine.ctx, { filter: {}, format: "csv" });
    run();
    await finished(mine.ctx, id);
    const { jobId } = await database.db.logExport.findUniqueOrThrow({ where: { id } });
    await expect(openExport(other.ctx, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(cancelExport(other.ctx, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await getExportOfJob(other.ctx, { id: jobId ?? "" })).toBeNull();
    expect(await getExportOfJob(staff.ctx, { id: jobId ?? "" })).toMatchObject({ id, status: "ready" });
    expect(await fetched(staff.ctx, id)).toContain("time,id");
  });

  test("a file of the whole site stays shut to an owner who has become a customer", async () => {
    const { ctx, user } = await signedInAs(database.db, "support");
    const { user: customer } = await signedInAs(database.db, "user");
    await requests(customer.id, 3);
    const filter = { userId: [customer.id] };
    const [made, waiting] = [
      await startExport(ctx, { filter, format: "csv" }),
      await startExport(ctx, { filter, format: "csv" }),
    ];
    await cancelExport(ctx, waiting);
    run();
    await finished(ctx, made.id);
    const demoted: ServiceContext = {
      ...ctx,
      actor: { kind: "user", id: user.id, name: "x", role: "user", sessionId: null },
    };
    await expect(openExport(demoted, made)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    const late = await startExport(ctx, { filter, format: "csv" });
    await database.db.user.update({ where: { id: user.id }, data: { role: "user" } });
    run();
    expect(await finished(ctx, late.id)).toMatchObject({ status: "failed", failure: "common.forbidden", rowCount: 0 });
  });

  test("one person has at most three under way", async () => {
    const { ctx, user } = await signedInAs(database.db, "user");
    await requests(user.id, 1);
    const start = () => startExport(ctx, { filter: {}, format: "csv" });
    const started = [await start(), await start(), await start()];
    await expect(start()).rejects.toMatchObject({ code: "RATE_LIMITED", reason: "export.too_many" });
    for (const item of started) await cancelExport(ctx, item);
  });

  test("an empty range has nothing to export", async () => {
    const { ctx } = await signedInAs(database.db, "user");
    const filter = { from: new Date(NOON), to: new Date(NOON) };
    await expect(startExport(ctx, { filter, format: "csv" })).rejects.toMatchObject({ reason: "export.empty_range" });
    expect(await whole(ctx, filter, "jsonl")).toBe("");
  });
});

function wrapped(storage: FileStorage): FileStorage {
  return {
    put: (path, body) => storage.put(path, body),
    get: (path) => storage.get(path),
    size: (path) => storage.size(path),
    remove: (path) => storage.remove(path),
    list: (folder) => storage.list(folder),
    localCopy: (path) => storage.localCopy(path),
  };
}
