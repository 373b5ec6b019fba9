import { expect, test } from "vitest";
import { eachEngine } from "@/server/testing/database";
import { signedInAs } from "@/server/testing/people";
import { getSetting, refreshSettings } from "./current";
import { listSettings, updateSettings } from "./service";

eachEngine("settings", (database) => {
  const versionOf = async (key: string) => (await database.db.setting.findUnique({ where: { key } }))?.version ?? 0;

  const set = async (key: string, value: unknown) => {
    const { ctx } = await signedInAs(database.db, "root");
    await updateSettings(ctx, { changes: [{ key, value, version: await versionOf(key) }] });
  };

  test("a change is in force in this process at once, and leaves an audit event with the difference", async () => {
    const { ctx, user } = await signedInAs(database.db, "root");
    await updateSettings(ctx, {
      changes: [{ key: "site.name", value: "Acme AI", version: await versionOf("site.name") }],
    });
    expect(getSetting("site.name")).toBe("Acme AI");
    const event = await database.db.auditEvent.findFirst({ where: { actorId: user.id, action: "setting.update" } });
    expect(event?.changes).toContain("Acme AI");
  });

  test("another process sees it when it looks at the counter", async () => {
    await set("security.lockoutMinutes", 33);
    await refreshSettings(database.db, true);
    expect(getSetting("security.lockoutMinutes")).toBe(33);
  });

  test("null goes back to the default", async () => {
    await set("security.sessionDays", 7);
    await set("security.sessionDays", null);
    expect(getSetting("security.sessionDays")).toBe(30);
  });

  test("a value that does not fit changes nothing, not even its neighbours in the same save", async () => {
    const { ctx } = await signedInAs(database.db, "root");
    const changes = [
      { key: "quota.userTokensMax", value: 5, version: await versionOf("quota.userTokensMax") },
      { key: "security.passwordLengthMin", value: 2, version: await versionOf("security.passwordLengthMin") },
    ];
    await expect(updateSettings(ctx, { changes })).rejects.toMatchObject({
      code: "BAD_INPUT",
      reason: "setting.invalid",
    });
    expect(getSetting("quota.userTokensMax")).toBe(100);
  });

  test("of two editors who read the same state one wins, the other is told", async () => {
    const key = "security.signInWindowMinutes";
    const { ctx } = await signedInAs(database.db, "root");
    const version = await versionOf(key);
    const save = (value: number) => updateSettings(ctx, { changes: [{ key, value, version }] });
    const results = await Promise.allSettled([save(11), save(12)]);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const lost = results.find((result) => result.status === "rejected");
    expect(lost).toMatchObject({ reason: { code: "CONFLICT" } });
  });

  test("only root may change settings; admins read them, others not even that", async () => {
    const [admin, support] = [await signedInAs(database.db, "admin"), await signedInAs(database.db, "support")];
    const changes = [{ key: "site.name", value: "Mine", version: 0 }];
    await expect(updateSettings(admin.ctx, { changes })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect((await listSettings(admin.ctx, {})).length).toBeGreaterThan(10);
    await expect(listSettings(support.ctx, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("a price that moves ten-fold is saved only by somebody who has seen what that means", async () => {
    const key = "payment.epayUnitPrice";
    const { ctx } = await signedInAs(database.db, "root");
    const changes = [{ key, value: "73", version: await versionOf(key) }];
    await expect(updateSettings(ctx, { changes })).rejects.toMatchObject({
      code: "PRECONDITION_FAILED",
      reason: "setting.price_jump",
      meta: { key, before: "7.3", after: "73", exampleBefore: "73", exampleAfter: "730" },
    });
    expect(getSetting(key)).toBe("7.3");
    await updateSettings(ctx, { changes, isJumpConfirmed: true });
    expect(getSetting(key)).toBe("73");
    await updateSettings(ctx, {
      changes: [{ key, value: null, version: await versionOf(key) }],
      isJumpConfirmed: true,
    });
  });

  test("a setting that was never declared cannot be stored", async () => {
    await expect(set("made.up", 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
