import { appendFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type FileStorage, openFileStorage, replaceFileStorage } from "@/server/files/storage/storage";
import type { ServiceContext } from "@/server/kernel/context";
import { newId } from "@/server/kernel/ids";
import { openLedgerStore } from "@/server/money/ledger/store";
import { createAccount } from "@/server/money/ledger/testing/account";
import { LedgerWriter } from "@/server/money/ledger/writer";
import { serveRequests } from "@/server/operations/retention/testing/requests";
import { eachEngine } from "@/server/testing/database";
import { contextOf, signedInAs } from "@/server/testing/people";
import { getLog } from "@/server/usage/log/get";
import { listLogs } from "@/server/usage/log/list";
import { ListLogsInput, type LogFilter } from "@/server/usage/log/schema";
import { verifyArchive } from "./service";
import { archiveRows } from "./write";

// Many pages of many filters, each of which opens its files.
vi.setConfig({ testTimeout: 180_000 });

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const never = new AbortController().signal;

eachEngine("archive", (database) => {
  const folder = join(tmpdir(), `gatehouse-archive-${newId("nod")}`);
  let writer: LedgerWriter;
  let admin: ServiceContext;
  let nextMonth = 0;

  beforeAll(async () => {
    writer = new LedgerWriter(openLedgerStore(database.url, database.options));
    replaceFileStorage(await openFileStorage({ folder, s3: undefined }));
    admin = (await signedInAs(database.db, "root")).ctx;
  });
  afterAll(async () => {
    await writer.close(5_000);
    replaceFileStorage(undefined);
    await rm(folder, { recursive: true, force: true });
  });

  /** Requests of a new account, a minute apart, in a month that no other test has. */
  async function requests(count: number) {
    const from = new Date(Date.UTC(2024, nextMonth, 3));
    nextMonth += 1;
    const who = await createAccount(database.db, { balance: 1_000_000n });
    const times = Array.from({ length: count }, (_, index) => from.getTime() + index * MINUTE_MS);
    const ids = await serveRequests(writer, who, times);
    const span = { from, to: new Date(from.getTime() + DAY_MS) };
    return { who, ids, span };
  }

  const archive = (span: { from: Date; to: Date }, rowsMax?: number) =>
    archiveRows(admin, { noun: "logs", ...span, signal: never, ...(rowsMax ? { rowsMax } : {}) });

  const remove = (ids: string[]) => database.db.log.deleteMany({ where: { id: { in: ids } } });

  async function listAll(ctx: ServiceContext, filter: Partial<LogFilter>, limit = 7) {
    const items: Awaited<ReturnType<typeof listLogs>>["items"] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listLogs(ctx, ListLogsInput.parse({ ...filter, limit, ...(cursor ? { cursor } : {}) }));
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }
  const withoutMark = (items: Awaited<ReturnType<typeof listAll>>) =>
    items.map(({ isArchived: _mark, ...item }) => item);

  test("a list of archived requests is the list from before, whatever the filter, and says where they are", async () => {
    const { who, ids, span } = await requests(40);
    await database.db.log.updateMany({
      where: { id: { in: ids.slice(5, 12) } },
      data: {
        httpStatus: 503,
        outcome: "upstream_error",
        errorCode: "overloaded",
        errorMessage: "it's „fine“ 你好",
        model: "gpt-other",
      },
    });
    const own = await contextOf(database.db, await database.db.user.findUniqueOrThrow({ where: { id: who.userId } }));
    const filters: Partial<LogFilter>[] = [
      span,
      { userId: [who.userId] },
      { ...span, status: ["5xx"] },
      { ...span, model: ["gpt-o*"], modelNot: ["gpt-4*"] },
      { ...span, errorText: "„fine“ 你好" },
      { ...span, quotaMin: 10, durationMsMax: 12, isStream: true },
      { ...span, tokenIdNot: [who.tokenId] },
      { ...span, requestId: ids[3] ?? "" },
    ];
    const before: Awaited<ReturnType<typeof listAll>>[] = [];
    for (const filter of filters) before.push(await listAll(admin, filter));
    expect(before.map((items) => items.length)).toEqual([40, 40, 7, 7, 7, 40, 0, 1]);

    expect(await archive(span, 15)).toEqual({ files: 3, rows: 40 });
    // Still in the database too: nothing is listed twice.
    expect(withoutMark(await listAll(admin, span))).toEqual(withoutMark(before[0] ?? []));
    // A legal hold keeps some.
    await remove(ids.filter((_, index) => index % 10 !== 4));
    for (const [index, filter] of filters.entries()) {
      expect(withoutMark(await listAll(admin, filter))).toEqual(withoutMark(before[index] ?? []));
    }
    const marks = (await listAll(admin, span)).map(({ id, isArchived }) => [ids.indexOf(id) % 10 === 4, isArchived]);
    expect(marks.every(([isHeld, isArchived]) => isHeld !== isArchived)).toBe(true);
    expect(await listAll(own, {})).toHaveLength(40);
    const { ctx: stranger } = await signedInAs(database.db, "user");
    expect(await listAll(stranger, span)).toEqual([]);
  });

  test("one archived request is found with its price and its calls, by those who may", async () => {
    const { ids, span } = await requests(3);
    const [id = ""] = ids;
    const before = await getLog(admin, { id });
    await archive(span);
    await archiveRows(admin, { noun: "attempts", ...span, signal: never });
    await remove(ids);
    await database.db.attempt.deleteMany({ where: { requestId: { in: ids } } });
    expect(before.attempts).toHaveLength(2);
    expect(await getLog(admin, { id })).toEqual({ ...before, isArchived: true });
    const { ctx: stranger } = await signedInAs(database.db, "user");
    await expect(getLog(stranger, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("what was archived once is not archived again, and a broken-off run goes on", async () => {
    const { ids, span } = await requests(20);
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    await expect(archiveRows(admin, { noun: "logs", ...span, signal: stop.signal })).rejects.toThrow("stopped");
    // Killed behind the first file: its row is there, the next file's is not.
    expect(await archive({ from: span.from, to: new Date(span.from.getTime() + 8 * MINUTE_MS) })).toMatchObject({
      rows: 8,
    });
    await remove(ids.slice(0, 4));
    expect(await archive(span)).toEqual({ files: 1, rows: 12 });
    expect(await archive(span)).toEqual({ files: 0, rows: 0 });
    await remove(ids);
    expect((await listAll(admin, span)).map(({ id }) => id)).toEqual(ids.toReversed());
  });

  test("a file that is broken or gone is found out, and no list passes over it", async () => {
    const { ids, span } = await requests(5);
    await archive(span);
    await remove(ids);
    const file = await database.db.logArchive.findFirstOrThrow({ where: { firstId: ids[0] ?? "" } });
    const path = join(folder, file.path);
    const fault = async () => (await verifyArchive(admin, { id: file.id })).fault;
    expect(await fault()).toBeNull();
    await appendFile(path, "!");
    expect(await fault()).toBe("bytes");
    await writeFile(path, Buffer.alloc(Number(file.byteCount), 7));
    expect(await fault()).toBe("checksum");
    await expect(listAll(admin, span)).rejects.toMatchObject({ reason: "archive.unreadable" });
    await rm(path);
    expect(await fault()).toBe("missing");
    await expect(listAll(admin, span)).rejects.toMatchObject({ reason: "archive.unreadable" });
  });

  test("a storage that gives back other bytes than it was given keeps the rows where they are", async () => {
    const { span } = await requests(2);
    const whole = await openFileStorage({ folder, s3: undefined });
    const lossy: FileStorage = {
      put: (path, body) => whole.put(path, body),
      get: (path) => whole.get(path),
      size: async (path) => ((await whole.size(path)) ?? 1) - 1,
      remove: (path) => whole.remove(path),
      list: (path) => whole.list(path),
      localCopy: (path) => whole.localCopy(path),
    };
    replaceFileStorage(lossy);
    await expect(archive(span)).rejects.toMatchObject({ reason: "archive.broken" });
    replaceFileStorage(whole);
    expect(await archive(span)).toEqual({ files: 1, rows: 2 });
  });
});
