import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { diskFault } from "./fault";
import { type FileStorage, openFileStorage } from "./storage";

const BUCKET = "gatehouse";

type S3Server = { run: () => Promise<AddressInfo>; close: () => Promise<void> };
type S3ServerClass = new (options: Record<string, unknown>) => S3Server;
/** It comes without types. */
const S3rver = createRequire(import.meta.url)("s3rver") as S3ServerClass;

const newFolder = () => mkdtempSync(join(tmpdir(), "gatehouse-files-"));

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from("the first half");
  throw new Error("the database went away");
}

let server: S3Server;
let endpoint = "";
const s3 = (address: string, prefix = "") => ({
  bucket: BUCKET,
  region: "us-east-1",
  endpoint: address,
  credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
  isPathStyle: true,
  prefix,
});

beforeAll(async () => {
  server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: newFolder(),
    configureBuckets: [{ name: BUCKET }],
  });
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
});
afterAll(() => server.close());

const KINDS: [string, () => Promise<FileStorage>][] = [
  ["a folder", () => openFileStorage({ folder: join(newFolder(), "files"), s3: undefined })],
  ["a bucket", () => openFileStorage({ folder: "", s3: s3(endpoint, `t${Math.random().toString(36).slice(2)}`) })],
];

describe.each(KINDS)("files in %s", (_name, open) => {
  it("are read as they were written, from a buffer or from a stream", async () => {
    const storage = await open();
    expect(await storage.put("exports/a/0.csv", Buffer.from("héllo"))).toEqual({ byteCount: 6 });
    const chunks = Array.from({ length: 3_000 }, (_, index) => Buffer.from(`${index}`.padStart(4_000, ".")));
    expect(await storage.put("exports/a/1.csv", Readable.from(chunks))).toEqual({ byteCount: 12_000_000 });
    expect(await text(await storage.get("exports/a/0.csv"))).toBe("héllo");
    expect(await text(await storage.get("exports/a/1.csv"))).toBe(Buffer.concat(chunks).toString());
    expect(await storage.size("exports/a/1.csv")).toBe(12_000_000);
  });

  it("are replaced whole, and may be empty", async () => {
    const storage = await open();
    await storage.put("a/b", Buffer.from("a long first version"));
    await storage.put("a/b", Readable.from([Buffer.from("short")]));
    expect(await text(await storage.get("a/b"))).toBe("short");
    await storage.put("a/b", Readable.from([]));
    expect(await storage.size("a/b")).toBe(0);
  });

  it("are listed by their folder, and only those below it", async () => {
    const storage = await open();
    for (const path of ["x/1/b", "x/1/a", "x/1/deep/c", "x/10/a"]) await storage.put(path, Buffer.from("1"));
    expect(await storage.list("x/1")).toEqual(["x/1/a", "x/1/b", "x/1/deep/c"]);
    expect(await storage.list("nowhere")).toEqual([]);
  });

  it("are gone once removed, and removing twice is fine", async () => {
    const storage = await open();
    await storage.put("a/b", Buffer.from("1"));
    await storage.remove("a/b");
    await storage.remove("a/b");
    expect(await storage.size("a/b")).toBeNull();
    await expect(storage.get("a/b")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(storage.localCopy("a/b")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("are not there at all when their source broke off, and the fault is the source's", async () => {
    const storage = await open();
    await expect(storage.put("a/b", Readable.from(broken()))).rejects.toThrow("the database went away");
    expect(await storage.list("a")).toEqual([]);
  });

  it("keep their old content when a new one breaks off", async () => {
    const storage = await open();
    await storage.put("a/b", Buffer.from("old"));
    await expect(storage.put("a/b", Readable.from(broken()))).rejects.toThrow();
    expect(await text(await storage.get("a/b"))).toBe("old");
  });

  it("fail with what their source failed with even before it was read", async () => {
    const storage = await open();
    const source = new Readable({ read: () => undefined });
    const stored = storage.put("a/b", source);
    source.destroy(new Error("gone at once"));
    await expect(stored).rejects.toThrow("gone at once");
  });

  it("can be had on this machine's disk", async () => {
    const storage = await open();
    await storage.put("a/b.parquet", Buffer.from("rows"));
    const copy = await storage.localCopy("a/b.parquet");
    expect(readFileSync(copy.path, "utf8")).toBe("rows");
    await copy.release();
    expect(await storage.size("a/b.parquet")).toBe(4);
  });

  it.each(["../x", "a/../../x", "/etc/passwd", "a//b", "a/.hidden", ".", "", "a/b\0", "a\\b", "a/"])(
    "never lie at %j",
    async (path) => {
      const storage = await open();
      await expect(storage.put(path, Buffer.from("1"))).rejects.toMatchObject({ code: "INTERNAL" });
      await expect(storage.get(path)).rejects.toMatchObject({ code: "INTERNAL" });
      await expect(storage.remove(path)).rejects.toMatchObject({ code: "INTERNAL" });
    },
  );
});

describe("files in a folder", () => {
  it("are for their owner's eyes only, and leave nothing unfinished behind", async () => {
    const folder = join(newFolder(), "files");
    const storage = await openFileStorage({ folder, s3: undefined });
    await storage.put("a/b", Buffer.from("1"));
    await expect(storage.put("a/c", Readable.from(broken()))).rejects.toThrow();
    expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "a/b")).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, "a"))).toEqual(["b"]);
  });

  it("say that the folder cannot be used", async () => {
    const file = join(newFolder(), "a-file");
    writeFileSync(file, "");
    const storage = await openFileStorage({ folder: file, s3: undefined });
    await expect(storage.put("x/y", Buffer.from("1"))).rejects.toMatchObject({
      code: "UNAVAILABLE",
      reason: "file.storage_unavailable",
    });
  });

  it.each(["ENOSPC", "EDQUOT"])("say that the disk is full on %s", (code) => {
    const full = Object.assign(new Error("no space left on device"), { code, syscall: "write" });
    expect(diskFault(full)).toMatchObject({ code: "UNAVAILABLE", reason: "file.storage_full" });
  });

  it("do not take a broken connection of what feeds them for a fault of the disk", () => {
    const reset = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" });
    expect(diskFault(reset)).toBe(reset);
  });
});

describe("a bucket that is away", () => {
  it("says so", async () => {
    const storage = await openFileStorage({ folder: "", s3: s3("http://127.0.0.1:9") });
    const away = { code: "UNAVAILABLE", reason: "file.storage_unavailable" };
    await expect(storage.put("a/b", Buffer.from("1"))).rejects.toMatchObject(away);
    await expect(storage.put("a/b", Readable.from([Buffer.from("1")]))).rejects.toMatchObject(away);
    await expect(storage.size("a/b")).rejects.toMatchObject(away);
    await expect(storage.list("a")).rejects.toMatchObject(away);
  });
});
