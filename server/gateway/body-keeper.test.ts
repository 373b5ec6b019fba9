import { expect, it, vi } from "vitest";
import type { SqlStore } from "@/server/kernel/database/sql";
import { dialectOf } from "@/server/kernel/database/sql-dialect";
import { unpackBody } from "@/server/usage/body/codec";
import { BodyKeeper } from "./body-keeper";
import { startTrace } from "./trace";

const ALL = { keep: "all", limitBytes: 100 } as const;

function setUp(query: SqlStore["query"], queueBytesMax = 1_000) {
  const store = { dialect: dialectOf("sqlite"), query, close: vi.fn() } as unknown as SqlStore;
  const keeper = new BodyKeeper(() => store, { queueBytesMax, delayMs: 1 });
  let count = 0;
  const keep = (text: string, secret = "") => {
    count += 1;
    const fields = { requestId: `req_${count}`, endpoint: "chat", ip: "", clientRequestId: "", startedAt: 0 };
    const capture = keeper.open(ALL);
    capture?.hide(secret);
    capture?.received(Buffer.from(text));
    if (capture) keeper.keep(startTrace(fields, 0), capture);
  };
  return { keeper, keep };
}

it("writes what waits in one statement, and frees its memory", async () => {
  const query = vi.fn(async () => ({ rows: [], affected: 1 }));
  const { keeper, keep } = setUp(query);
  keep("one");
  keep("two");
  expect(keeper.queuedBytes).toBe(6);
  await keeper.flush();
  expect(query).toHaveBeenCalledTimes(1);
  expect([keeper.queuedBytes, keeper.droppedCount]).toEqual([0, 0]);
});

it("collects nothing where bodies are not kept", () => {
  const { keeper } = setUp(vi.fn());
  expect(keeper.open({ keep: "off", limitBytes: 100 })).toBeNull();
});

it("drops and counts what comes while the queue is full, and takes more once it is written", async () => {
  const query = vi.fn(async () => ({ rows: [], affected: 1 }));
  const { keeper, keep } = setUp(query, 10);
  keep("12345678");
  keep("12345678");
  expect([keeper.queuedBytes, keeper.droppedCount]).toEqual([8, 1]);
  await keeper.flush();
  keep("12345678");
  expect([keeper.queuedBytes, keeper.droppedCount]).toEqual([8, 1]);
  await keeper.close();
});

it("drops what the database does not take, fails nobody and goes on", async () => {
  const query = vi.fn(async () => ({ rows: [], affected: 1 })).mockRejectedValueOnce(new Error("away"));
  const { keeper, keep } = setUp(query);
  keep("lost");
  await keeper.flush();
  keep("kept");
  await keeper.flush();
  expect([keeper.queuedBytes, keeper.droppedCount]).toEqual([0, 1]);
  expect(query).toHaveBeenCalledTimes(2);
});

it("masks the credentials that were used, and whatever else looks like a key", async () => {
  const values: unknown[] = [];
  const { keeper, keep } = setUp(async (_sql, given = []) => {
    values.push(...given);
    return { rows: [], affected: 1 };
  });
  keep('{"a":"sk-proj-abcdefgh12345678","b":"private-0815|second-part"}', "private-0815|second-part");
  await keeper.flush();
  const packed = values.find((value) => Buffer.isBuffer(value)) as Buffer;
  expect(await unpackBody(packed, 1_000)).toBe('{"a":"***","b":"***"}');
});
