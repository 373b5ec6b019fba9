import { beforeAll, expect, test } from "vitest";
import type { ServiceContext } from "@/server/kernel/context";
import { cipherKeyIds, encryptSecret } from "@/server/kernel/crypto";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { noteCipherKeys } from "./key-use";
import { getSecretOverview, startRotation } from "./service";

const DAY_MS = 86_400_000;

eachEngine("secrets on the Security page", (database) => {
  let admin: ServiceContext;
  const [current = ""] = cipherKeyIds();

  beforeAll(async () => {
    admin = (await signedInAs(database.db, "admin")).ctx;
    await database.db.setting.create({ data: { key: "mail.password", value: encryptSecret('"a"') } });
    await database.db.setting.create({
      data: { key: "lost", value: "v1.0badbad0.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AA" },
    });
  });

  test("are counted by key and place, and what cannot be decrypted is named and not shown", async () => {
    const overview = await getSecretOverview(admin);
    expect(overview.keys).toContainEqual(expect.objectContaining({ keyId: current, isCurrent: true, valueCount: 1 }));
    expect(overview.keys).toContainEqual(
      expect.objectContaining({ keyId: "0badbad0", isConfigured: false, isCurrent: false, valueCount: 1 }),
    );
    expect(overview.places).toContainEqual({ name: "settings", valueCount: 2, staleCount: 0, unreadableCount: 1 });
    expect(overview.unreadable).toEqual([{ place: "settings", id: "lost", label: "lost" }]);
    expect(JSON.stringify(overview)).not.toContain("v1.");
  });

  test("ask for a new key once the one in use is ninety days old", async () => {
    await Promise.all([noteCipherKeys(database.db), noteCipherKeys(database.db)]);
    expect(await getSecretOverview(admin)).toMatchObject({ currentAgeDays: 0, isOverdue: false });
    const at = (days: number): ServiceContext => ({ ...admin, clock: () => new Date(Date.now() + days * DAY_MS) });
    expect(await getSecretOverview(at(89))).toMatchObject({ isOverdue: false });
    expect(await getSecretOverview(at(91))).toMatchObject({ currentAgeDays: 91, isOverdue: true });
    // Another start does not make the key younger.
    const before = await database.db.cipherKeyUse.findUniqueOrThrow({ where: { keyId: current } });
    await noteCipherKeys(database.db);
    expect(await database.db.cipherKeyUse.findUniqueOrThrow({ where: { keyId: current } })).toEqual(before);
  });

  test("are rotated by root alone, after the password, and one rotation at a time", async () => {
    await expect(startRotation(admin)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const late = (await signedInAs(database.db, "root", { isSteppedUp: false })).ctx;
    await expect(startRotation(late)).rejects.toMatchObject({ code: "STEP_UP_REQUIRED" });
    const root = (await signedInAs(database.db, "root")).ctx;
    const { id } = await startRotation(root);
    await expect(startRotation(root)).rejects.toMatchObject({ reason: "secret.rotation_runs" });
    expect((await getSecretOverview(admin)).lastJob).toMatchObject({ id, status: "queued" });
  });
});
