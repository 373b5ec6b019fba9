import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GroupCreateInput } from "@/server/access/group/schema";
import { createGroup } from "@/server/access/group/service";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, systemOf } from "@/server/testing/people";
import { updateSettings } from "../setting/service";
import { IMPORT_DIRECT_MAX } from "./schema";

// Each run starts a process of its own, which takes its time on a busy machine.
const PATIENT = { timeout: 600_000 };
/** The program is the same on each; what it calls is tested on all of them. */
const ONE_ENGINE = { engines: ["sqlite"] } as const;
const PASSPHRASE = "correct horse battery";

eachEngine(
  "npm run config",
  (database) => {
    const dir = mkdtempSync(join(tmpdir(), "gatehouse-config-"));
    const file = join(dir, "configuration.json");
    const passphraseFile = join(dir, "passphrase");

    beforeAll(async () => {
      await makeDefaultGroup(database.db);
      const ctx = systemOf(database.db);
      await createGroup(ctx, GroupCreateInput.parse({ name: "vip", displayName: "VIP", ratio: "0.8" }));
      await updateSettings(ctx, { changes: [{ key: "mail.password", value: "planted-password", version: 0 }] });
      writeFileSync(passphraseFile, `${PASSPHRASE}\n`);
    });
    afterAll(() => rmSync(dir, { recursive: true }));

    function config(...args: string[]): Promise<{ code: number; out: string; error: string }> {
      const env = { ...process.env, DATABASE_URL: database.url, REDIS_URL: "" };
      return new Promise((resolve) => {
        execFile(process.execPath, ["--import", "tsx", "scripts/config.ts", ...args], { env }, (error, out, stderr) => {
          resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, error: stderr });
        });
      });
    }

    const ratioOfVip = async () =>
      (await database.db.group.findUniqueOrThrow({ where: { name: "vip" } })).ratio.toString();

    test("exports, tells what differs, applies only when told to, and rolls back", PATIENT, async () => {
      expect(await config("export", "--file", file, "--passphrase-file", passphraseFile)).toMatchObject({ code: 0 });
      expect(statSync(file).mode & 0o077).toBe(0);
      const text = readFileSync(file, "utf8");
      expect(text).not.toContain("planted-password");
      expect(await config("diff", "--file", file)).toMatchObject({ code: 0 });

      writeFileSync(file, text.replace('"ratio": "0.8"', '"ratio": "0.9"'));
      const different = await config("diff", "--file", file);
      expect(different.code).toBe(1);
      expect(different.out).toContain('~ group vip (VIP)\n    - ratio: "0.8"\n    + ratio: "0.9"\n');

      expect((await config("apply", "--file", file)).code).toBe(1);
      expect(await ratioOfVip()).toBe("0.8");
      const applied = await config("apply", "--file", file, "--yes", "--reason", "cheaper", "--json");
      expect(applied).toMatchObject({ code: 0 });
      expect(JSON.parse(applied.out)).toMatchObject({ count: 1 });
      expect(await ratioOfVip()).toBe("0.9");

      const { out } = await config("history", "--json", "--limit", "1");
      const [newest] = JSON.parse(out);
      expect(newest).toMatchObject({ objectId: "vip", actorName: "config-cli" });
      expect(newest.reason).toMatch(/^cheaper \(npm run config by .+\)$/);

      const first = await database.db.revision.findFirstOrThrow({ where: { objectId: "vip", number: 1 } });
      expect((await config("rollback", "--to", first.id)).code).toBe(1);
      expect(await ratioOfVip()).toBe("0.9");
      expect(await config("rollback", "--to", first.id, "--yes")).toMatchObject({ code: 0 });
      expect(await ratioOfVip()).toBe("0.8");
    });

    test("answers a fault with 2 and says what to do", PATIENT, async () => {
      const unknown = await config("import");
      expect(unknown).toMatchObject({ code: 2 });
      expect(unknown.error).toContain('There is no command "import"');
      const broken = join(dir, "broken.json");
      writeFileSync(broken, '{"format":"gatehouse.configuration","version":7}');
      const refused = await config("diff", "--file", broken);
      expect(refused).toMatchObject({ code: 2 });
      expect(refused.error).toBe(
        "It could not be done. This document is of version 7; this Gatehouse reads version 1. Export it again from a matching release.\n",
      );
    });

    test("names the object and the field that do not fit, in words", PATIENT, async () => {
      expect(await config("export", "--file", file)).toMatchObject({ code: 0 });
      const faulty = join(dir, "faulty.json");
      writeFileSync(faulty, readFileSync(file, "utf8").replace('"ratio": "0.8"', '"ratio": "-1"'));
      const refused = await config("apply", "--file", faulty, "--yes");
      expect(refused.code).toBe(2);
      expect(refused.out).toMatch(/~ group vip \(VIP\)\n(.*\n)*? {4}! ratio: This value does not fit: .+/);
      expect(refused.out).not.toContain("revision.invalid");
      expect(await ratioOfVip()).toBe("0.8");
      const away = await config("rollback", "--to", "rev_00000000000000000000000000");
      expect(away).toMatchObject({ code: 2 });
      expect(away.error).toMatch(/^It could not be done\. [A-Z].*\.\n$/);
    });

    test("keeps the changes as a draft, for somebody with an account to publish", PATIENT, async () => {
      const cheaper = join(dir, "cheaper.json");
      writeFileSync(cheaper, readFileSync(file, "utf8").replace('"ratio": "0.8"', '"ratio": "0.7"'));
      const kept = await config("apply", "--file", cheaper, "--draft", "Cheaper", "--json");
      expect(kept).toMatchObject({ code: 0 });
      const { draft, count } = JSON.parse(kept.out);
      expect(count).toBe(1);
      const row = await database.db.draft.findUniqueOrThrow({ where: { id: draft.id } });
      expect(row).toMatchObject({ title: "Cheaper", status: "draft", createdByName: "config-cli" });
      expect(await ratioOfVip()).toBe("0.8");
    });

    test("works off a large import step by step, and tells how far it is", PATIENT, async () => {
      const many = join(dir, "many.json");
      const document = JSON.parse(readFileSync(file, "utf8"));
      const objects = Array.from({ length: IMPORT_DIRECT_MAX + 1 }, (_, index) => ({
        kind: "price",
        id: `many-${index}`,
        content: { mode: "token", inputPrice: "1", outputPrice: "1", cachedInputPrice: null, callPrice: "0" },
      }));
      writeFileSync(many, JSON.stringify({ ...document, kinds: [], objects }));
      const applied = await config("apply", "--file", many, "--yes");
      expect(applied).toMatchObject({ code: 0 });
      expect(applied.out).toMatch(/^201 objects changed \(chg_\w+\)\.\n$/);
      expect(applied.error).toContain("9 of 9 steps\n");
      expect(await database.db.modelPrice.count({ where: { model: { startsWith: "many-" } } })).toBe(201);
    });

    test("says on the side whose secrets the file does not hold", PATIENT, async () => {
      const lost = "v1.00000000.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AAAA";
      await database.db.setting.update({ where: { key: "mail.password" }, data: { value: lost } });
      const exported = await config("export", "--passphrase-file", passphraseFile);
      expect(exported).toMatchObject({ code: 0 });
      expect(JSON.parse(exported.out)).toMatchObject({ format: "gatehouse.configuration" });
      expect(exported.error).toContain("Left out: the secrets of 1 object.");
      expect(exported.error).toContain("  setting mail.password\n");
    });
  },
  ONE_ENGINE,
);
