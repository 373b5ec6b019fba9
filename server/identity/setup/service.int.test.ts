import { expect, test } from "vitest";
import { getSetting } from "@/server/configuration/setting/current";
import { eachEngine } from "@/server/testing/database";
import { contextOf, signedInAs, systemOf } from "@/server/testing/people";
import { createRoot, finishSetup, getSetup, LOCAL_HOSTS, saveSite } from "./service";

const ROOT = { username: "root", email: "root@example.com", password: "correct horse battery" };
const SITE = {
  name: "Acme AI",
  currency: "CNY",
  currencyRate: "7.2",
  defaultLocale: "zh-CN",
  allowsLocalUpstreams: true,
} as const;

eachEngine("the first-run set-up", (database) => {
  test("a visitor sees which database this is, that it takes writes and has its tables", async () => {
    const state = await getSetup(systemOf(database.db), database.engine);
    expect(state).toMatchObject({ hasRoot: false, isComplete: false });
    expect(state.database).toMatchObject({ engine: database.engine, isWritable: true, isMigrated: true });
    expect(state.database?.version).toMatch(/^\d+\./);
  });

  test("of four who create the root account at once exactly one does, with group, prices and a first balance", async () => {
    const attempts = [1, 2, 3, 4].map((index) =>
      createRoot(systemOf(database.db), { ...ROOT, username: `root${index}`, email: null }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") {
        expect(outcome.reason).toMatchObject({ code: "CONFLICT", reason: "setup.root_exists" });
      }
    }
    const roots = await database.db.user.findMany({ where: { role: "root" }, include: { ledgerEntries: true } });
    expect(roots).toHaveLength(1);
    expect(roots[0]?.balance).toBe(roots[0]?.ledgerEntries[0]?.amount);
    expect(await database.db.group.count({ where: { name: "default" } })).toBe(1);
    expect(await database.db.modelPrice.count()).toBeGreaterThan(20);
    expect(await getSetup(systemOf(database.db), database.engine)).toEqual({
      hasRoot: true,
      isComplete: false,
      database: null,
    });
  });

  test("root alone goes on, and each answer is in force at once", async () => {
    const admin = await signedInAs(database.db, "admin");
    await expect(saveSite(admin.ctx, SITE)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const root = await database.db.user.findFirstOrThrow({ where: { role: "root" } });
    const ctx = await contextOf(database.db, root);
    await saveSite(ctx, SITE);
    await saveSite(ctx, { ...SITE, name: "Acme" });
    expect(getSetting("site.name")).toBe("Acme");
    expect(getSetting("site.currencyRate")).toBe("7.2");
    expect(getSetting("network.allowedHosts")).toEqual([...LOCAL_HOSTS]);
  });

  test("once finished it is locked for good", async () => {
    const root = await database.db.user.findFirstOrThrow({ where: { role: "root" } });
    const ctx = await contextOf(database.db, root);
    await finishSetup(ctx);
    await expect(finishSetup(ctx)).rejects.toMatchObject({ code: "CONFLICT", reason: "setup.complete" });
    await expect(saveSite(ctx, SITE)).rejects.toMatchObject({ code: "CONFLICT", reason: "setup.complete" });
    await expect(createRoot(systemOf(database.db), ROOT)).rejects.toMatchObject({ reason: "setup.root_exists" });
    const events = await database.db.auditEvent.findMany({ where: { action: { startsWith: "setup." } } });
    expect(events.map((event) => event.action).sort()).toEqual(["setup.createRoot", "setup.finish"]);
  });
});
