import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { EnvError, parseEnv } from "./env";

let dataDir = "";
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "gatehouse-env-"));
});

const secret = (letter: string) => letter.repeat(32);

describe("the environment", () => {
  it("needs nothing: SQLite in the data folder, with a secret that only its owner can read", () => {
    const env = parseEnv({ GATEHOUSE_DATA_DIR: dataDir });
    expect(env).toMatchObject({ port: 3000, role: "all", databaseEngine: "sqlite" });
    expect(env.databaseUrl).toBe(`file:${dataDir}/gatehouse.db`);
    const path = join(dataDir, "secret");
    expect(readFileSync(path, "utf8").trim()).toBe(env.secrets[0]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(parseEnv({ GATEHOUSE_DATA_DIR: dataDir }).secrets).toEqual(env.secrets);
  });

  it.each([
    ["file:./x.db", "sqlite"],
    ["postgresql://u@h/d", "postgresql"],
    ["postgres://u@h/d", "postgresql"],
    ["mysql://u@h/d", "mysql"],
    ["mariadb://u@h/d", "mysql"],
  ])("chooses the engine of %s by its scheme alone", (url, engine) => {
    expect(parseEnv({ GATEHOUSE_DATA_DIR: dataDir, DATABASE_URL: url }).databaseEngine).toBe(engine);
  });

  it("takes a proxy's address with its password, and tells neither when it is none", () => {
    const url = "socks5://operator:secret@proxy.example:1080";
    expect(parseEnv({ GATEHOUSE_DATA_DIR: dataDir, UPSTREAM_PROXY: url }).upstreamProxy).toBe(url);
    const wrong = () =>
      parseEnv({ GATEHOUSE_DATA_DIR: dataDir, UPSTREAM_PROXY: "ftp://operator:secret@proxy.example" });
    expect(wrong).toThrow(/UPSTREAM_PROXY/);
    expect(wrong).not.toThrow(/secret@/);
  });

  it("lists all faults in one message", () => {
    const faulty = { GATEHOUSE_DATA_DIR: dataDir, PORT: "99999", DATABASE_URL: "oracle://x", REDIS_URL: "nonsense" };
    expect(() => parseEnv(faulty)).toThrow(EnvError);
    expect(() => parseEnv(faulty)).toThrow(/PORT[\s\S]*DATABASE_URL[\s\S]*REDIS_URL/);
  });

  it("takes an empty value for no value", () => {
    expect(parseEnv({ GATEHOUSE_DATA_DIR: dataDir, PORT: "" }).port).toBe(3000);
  });

  it("takes a secret from a file, and a list of secrets in order", () => {
    const path = join(dataDir, "mounted");
    writeFileSync(path, `${secret("a")},${secret("b")}\n`);
    const env = parseEnv({ GATEHOUSE_DATA_DIR: dataDir, GATEHOUSE_SECRET_FILE: path });
    expect(env.secrets).toEqual([secret("a"), secret("b")]);
  });

  it("says which file it could not read", () => {
    const source = { GATEHOUSE_DATA_DIR: dataDir, GATEHOUSE_SECRET_FILE: "/does/not/exist" };
    expect(() => parseEnv(source)).toThrow(/GATEHOUSE_SECRET_FILE.*\/does\/not\/exist/);
  });

  it("refuses half a root account", () => {
    const source = { GATEHOUSE_DATA_DIR: dataDir, GATEHOUSE_ROOT_EMAIL: "a@example.com" };
    expect(() => parseEnv(source)).toThrow(/set both or neither/);
  });

  it("keeps files in the data folder unless a bucket is named", () => {
    const bucket = { GATEHOUSE_DATA_DIR: dataDir, S3_BUCKET: "files", S3_FORCE_PATH_STYLE: "true" };
    expect(parseEnv({ GATEHOUSE_DATA_DIR: dataDir }).s3).toBeUndefined();
    expect(parseEnv(bucket).s3).toMatchObject({ bucket: "files", credentials: undefined, isPathStyle: true });
    const keys = { S3_ACCESS_KEY_ID: "id", S3_SECRET_ACCESS_KEY: "secret" };
    expect(parseEnv({ ...bucket, ...keys }).s3?.credentials).toEqual({ accessKeyId: "id", secretAccessKey: "secret" });
  });

  it("refuses half a bucket", () => {
    const key = { GATEHOUSE_DATA_DIR: dataDir, S3_ACCESS_KEY_ID: "id" };
    expect(() => parseEnv(key)).toThrow(/set both or neither[\s\S]*S3_BUCKET: is missing/);
    const slash = { GATEHOUSE_DATA_DIR: dataDir, S3_BUCKET: "files", S3_PREFIX: "/a/" };
    expect(() => parseEnv(slash)).toThrow(/S3_PREFIX: is a path without a slash/);
  });
});
