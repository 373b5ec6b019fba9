import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { readStateVersions } from "@/server/kernel/state-version";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";

const OLD_SECRET = "the-old-secret-of-an-installation-000001";
const NEW_SECRET = "the-new-secret-of-an-installation-000002";
const CONFIGS = 40;
const KEYS = 600;
/** Three programs are started one after the other. */
const PATIENT = { timeout: 240_000 };

/** The crypto of a process that was started with these secrets. */
async function cryptoWith(secrets: string): Promise<typeof import("@/server/kernel/crypto")> {
  vi.resetModules();
  vi.stubEnv("GATEHOUSE_SECRET", secrets);
  return import("@/server/kernel/crypto");
}

async function plant(db: Db, encrypt: (plain: string) => string): Promise<void> {
  const encrypted = (plain: string) => encrypt(plain);
  const channelId = newId("chn");
  await db.channel.create({
    data: {
      id: channelId,
      name: "rotated",
      searchText: "rotated",
      provider: "openai",
      baseUrl: "http://127.0.0.1:9",
      models: "[]",
      groups: "[]",
      headers: encrypted(JSON.stringify({ "x-token": "header-secret" })),
      proxy: encrypted("http://user:proxy-secret@proxy.example"),
    },
  });
  await db.channelKey.createMany({
    data: Array.from({ length: KEYS }, (_, position) => ({
      id: newId("cky"),
      channelId,
      position,
      secret: encrypted(`key-${position}`),
      hash: String(position).padStart(64, "0"),
      hint: "…",
    })),
  });
  await db.setting.create({ data: { key: "mail.password", value: encrypted('"mail-secret"') } });
  await db.setting.create({ data: { key: "site.name", value: '"v1. is no secret"' } });
  const user = (await signedInAs(db, "user")).user;
  await db.userConfig.createMany({
    data: Array.from({ length: CONFIGS }, (_, index) => ({
      id: newId("cfg"),
      userId: user.id,
      templateId: "tpl_rotation",
      templateNumber: 1,
      key: `config-${index}`,
      values: "{}",
      secrets: JSON.stringify({ apiKey: encrypted(`a-${index}`), "nested.token": encrypted(`b-${index}`) }),
    })),
  });
  await db.redemptionBatch.create({
    data: {
      id: newId("rdb"),
      name: "seeded",
      searchText: "seeded",
      kind: "single",
      quota: 1n,
      codeCount: 1,
      idempotencyKey: newId("rdb"),
      seed: encrypted("seed-secret"),
    },
  });
  await db.mailMessage.create({
    data: {
      id: newId("mlm"),
      toAddress: "somebody@gatehouse.example",
      subject: "Code",
      body: encrypted("mail-body"),
      nextAttemptAt: new Date(),
    },
  });
  await db.idempotentCall.create({
    data: { id: "f".repeat(64), requestHash: "", status: 200, body: encrypted("answer-secret") },
  });
}

async function allTexts(db: Db): Promise<string[]> {
  const [keys, channels, settings, configs, batches, mails, calls] = await Promise.all([
    db.channelKey.findMany({ orderBy: { position: "asc" } }),
    db.channel.findMany(),
    db.setting.findMany({ where: { key: "mail.password" } }),
    db.userConfig.findMany({ orderBy: { key: "asc" } }),
    db.redemptionBatch.findMany(),
    db.mailMessage.findMany(),
    db.idempotentCall.findMany(),
  ]);
  return [
    ...keys.map((row) => row.secret),
    ...channels.flatMap((row) => [row.headers, row.proxy]),
    ...settings.map((row) => row.value),
    ...configs.flatMap((row) => Object.values(JSON.parse(row.secrets) as Record<string, string>)),
    ...batches.map((row) => row.seed ?? ""),
    ...mails.map((row) => row.body),
    ...calls.map((row) => row.body),
  ];
}

eachEngine("rotating the secret", (database) => {
  let plain: string[];

  beforeAll(async () => {
    const old = await cryptoWith(OLD_SECRET);
    await plant(database.db, old.encryptSecret);
    plain = (await allTexts(database.db)).map((text) => old.decryptSecret(text));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  function start() {
    const child = spawn(process.execPath, ["--import", "tsx", "scripts/secrets-rotate.ts"], {
      env: {
        ...process.env,
        NODE_ENV: "test",
        DATABASE_URL: database.url,
        GATEHOUSE_SECRET: `${NEW_SECRET},${OLD_SECRET}`,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on("line", (line) => lines.push(line));
    return { child, lines, reader };
  }

  test(
    "is killed half-way and run again: every secret decrypts and none is left under the old key",
    PATIENT,
    async () => {
      const killed = start();
      await once(killed.reader, "line");
      killed.child.kill("SIGKILL");
      await once(killed.child, "exit");

      const { encryptSecret, decryptSecret, CIPHERTEXT, cipherKeyIds } = await cryptoWith(
        `${NEW_SECRET},${OLD_SECRET}`,
      );
      const [current, old] = cipherKeyIds();
      const keyIds = (text: string) => [...text.matchAll(CIPHERTEXT)].map(([, keyId]) => keyId);
      const halfWay = await allTexts(database.db);
      expect(halfWay.map(decryptSecret)).toEqual(plain);
      expect(new Set(halfWay.flatMap(keyIds))).toEqual(new Set([current, old]));

      // Somebody changes a secret meanwhile: the change wins over what the rotation had read.
      await database.db.setting.update({
        where: { key: "mail.password" },
        data: { value: encryptSecret('"changed meanwhile"') },
      });
      const before = await versionOf("supply");
      const resumed = start();
      const [code] = await once(resumed.child, "exit");
      expect(code).toBe(0);

      const after = await allTexts(database.db);
      const expected = plain.map((text) => (text === '"mail-secret"' ? '"changed meanwhile"' : text));
      expect(after.map(decryptSecret)).toEqual(expected);
      expect(new Set(after.flatMap(keyIds))).toEqual(new Set([current]));
      expect(resumed.lines).toContain(`channel_keys.secret  key ${current} (current): ${KEYS}`);
      expect(await versionOf("supply")).toBeGreaterThan(before);
      const alone = await cryptoWith(NEW_SECRET);
      expect((await allTexts(database.db)).map(alone.decryptSecret)).toEqual(expected);
    },
  );

  test("changes nothing when all is done, and leaves what is no secret alone", PATIENT, async () => {
    const before = await allTexts(database.db);
    const again = start();
    const [code] = await once(again.child, "exit");
    expect(code).toBe(0);
    expect(await allTexts(database.db)).toEqual(before);
    const name = await database.db.setting.findUniqueOrThrow({ where: { key: "site.name" } });
    expect(name.value).toBe('"v1. is no secret"');
  });

  test("names what cannot be decrypted and leaves it for the day its key is found", PATIENT, async () => {
    const lost = (await cryptoWith("a-secret-that-nobody-has-any-longer-0003")).encryptSecret("lost");
    await database.db.mailMessage.updateMany({ data: { body: lost } });
    const run = start();
    const [code] = await once(run.child, "exit");
    expect(code).toBe(1);
    expect(run.lines.join("\n")).toMatch(/mail_messages\.body {2}cannot be decrypted: mlm_/);
    expect((await database.db.mailMessage.findFirstOrThrow()).body).toBe(lost);
  });

  async function versionOf(topic: string): Promise<bigint> {
    return (await readStateVersions(database.db)).find((row) => row.topic === topic)?.version ?? 0n;
  }
});
