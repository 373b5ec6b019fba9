import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readBody } from "./read-body";

function incoming(body: Buffer, headers: Record<string, string> = {}): IncomingMessage {
  const stream = new PassThrough();
  stream.end(body);
  return Object.assign(stream, { headers, complete: true }) as unknown as IncomingMessage;
}

describe("a request body", () => {
  it("is read whole", async () => {
    expect((await readBody(incoming(Buffer.from("hello")), 10)).toString()).toBe("hello");
  });

  it("above the limit is refused, by what it announces and by what it is", async () => {
    await expect(readBody(incoming(Buffer.alloc(1), { "content-length": "99" }), 10)).rejects.toMatchObject({
      status: 413,
    });
    await expect(readBody(incoming(Buffer.alloc(11)), 10)).rejects.toMatchObject({ status: 413 });
  });

  it("is unpacked, within the same limit", async () => {
    const text = Buffer.from("x".repeat(500));
    expect(await readBody(incoming(gzipSync(text), { "content-encoding": "gzip" }), 500)).toEqual(text);
    expect(await readBody(incoming(brotliCompressSync(text), { "content-encoding": "br" }), 500)).toEqual(text);
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    await expect(readBody(incoming(bomb, { "content-encoding": "gzip" }), 10_000)).rejects.toMatchObject({
      status: 413,
    });
  });

  it("that cannot be unpacked is a bad request", async () => {
    const broken = incoming(Buffer.from("no gzip"), { "content-encoding": "gzip" });
    await expect(readBody(broken, 100)).rejects.toMatchObject({ status: 400, code: "invalid_encoding" });
    const unknown = incoming(Buffer.from("x"), { "content-encoding": "constructor" });
    await expect(readBody(unknown, 100)).rejects.toMatchObject({ status: 400, code: "unsupported_encoding" });
  });

  it("whose client leaves is nobody's", async () => {
    const stream = Object.assign(new PassThrough(), { headers: {}, complete: false });
    const reading = readBody(stream as unknown as IncomingMessage, 100);
    stream.destroy();
    await expect(reading).rejects.toMatchObject({ name: "ClientGoneError" });
  });
});
