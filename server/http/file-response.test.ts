import { expect, test } from "vitest";
import { csvResponse, fileResponse } from "./file-response";

const FACTS = { name: "rows.jsonl", type: "application/x-ndjson" };

/** Chunks without end; tells how many were asked for, and whether the maker was let go. */
function endless() {
  const seen = { made: 0, isReleased: false };
  async function* chunks(): AsyncGenerator<string> {
    try {
      for (;;) {
        seen.made += 1;
        yield "x".repeat(1_000);
      }
    } finally {
      seen.isReleased = true;
    }
  }
  return { seen, chunks: chunks() };
}

async function* breaking(): AsyncGenerator<string> {
  yield "the first half\n";
  throw new Error("the database went away");
}

test("a chunk is made when the one before has left, and none when the client has gone", async () => {
  const { seen, chunks } = endless();
  const reader = fileResponse(chunks, FACTS).body?.getReader();
  for (let read = 0; read < 3; read += 1) await reader?.read();
  expect(seen.made).toBeLessThanOrEqual(4);
  await reader?.cancel();
  const { made } = seen;
  expect(seen.isReleased).toBe(true);
  expect(seen.made).toBe(made);
});

test("what breaks half-way does not end: it fails, so that the connection is cut", async () => {
  const reader = fileResponse(breaking(), FACTS).body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe("the first half\n");
  await expect(reader?.read()).rejects.toThrow("the database went away");
});

test("a file is never opened in the page, never kept by a cache, and has its length where that is known", () => {
  const { headers } = fileResponse(endless().chunks, { ...FACTS, byteCount: 12 });
  expect(Object.fromEntries(headers)).toEqual({
    "content-type": "application/x-ndjson",
    "content-disposition": 'attachment; filename="rows.jsonl"',
    "content-length": "12",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
});

test("CSV begins with the mark by which Excel knows UTF-8", async () => {
  async function* lines(): AsyncGenerator<string> {
    yield "a,b\r\n";
  }
  const bytes = Buffer.from(await csvResponse("a.csv", lines()).arrayBuffer());
  expect(bytes.toString("latin1")).toBe("\xef\xbb\xbfa,b\r\n");
});
