import { afterEach, expect, test, vi } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { signedInAs, systemOf } from "@/server/testing/people";
import { getSetting } from "./current";
import * as environment from "./environment";
import { listSettings, updateSettings } from "./service";

eachEngine("guards of settings", (database) => {
  afterEach(() => vi.restoreAllMocks());

  const withPassword = async () => {
    const person = await signedInAs(database.db, "root");
    await database.db.user.update({ where: { id: person.user.id }, data: { passwordHash: "scrypt$1" } });
    return person;
  };

  const save = async (ctx: Parameters<typeof updateSettings>[0], values: Record<string, unknown>) => {
    const keys = Object.keys(values);
    const rows = await database.db.setting.findMany({ where: { key: { in: keys } } });
    const versionOf = new Map(rows.map((row) => [row.key, row.version]));
    const changes = keys.map((key) => ({ key, value: values[key], version: versionOf.get(key) ?? 0 }));
    await updateSettings(ctx, { changes });
  };

  const GITHUB = { "signIn.githubClientId": "client", "signIn.githubClientSecret": "shh" };

  test("the last way to sign in cannot be switched off", async () => {
    const { ctx } = await withPassword();
    await expect(save(ctx, { "signIn.passwordEnabled": false })).rejects.toMatchObject({
      code: "PRECONDITION_FAILED",
      reason: "setting.locks_out",
      meta: { why: "no_method" },
    });
    expect(getSetting("signIn.passwordEnabled")).toBe(true);
  });

  test("an editor cannot lock themselves out, and may once another way in is theirs", async () => {
    const { ctx, user } = await withPassword();
    await save(ctx, { ...GITHUB, "signIn.githubEnabled": true });
    const off = { "signIn.passwordEnabled": false };
    await expect(save(ctx, off)).rejects.toMatchObject({ reason: "setting.locks_out", meta: { why: "editor" } });
    await database.db.identity.create({
      data: { id: newId("idn"), userId: user.id, provider: "github", subject: user.id },
    });
    await save(ctx, off);
    expect(getSetting("signIn.passwordEnabled")).toBe(false);
    // Now the provider is the last way in.
    await expect(save(ctx, { "signIn.githubEnabled": false })).rejects.toMatchObject({ meta: { why: "no_method" } });
    await save(ctx, { "signIn.passwordEnabled": null, "signIn.githubEnabled": null });
    expect(getSetting("signIn.passwordEnabled")).toBe(true);
  });

  test("what the system does itself must leave a root account a way in", async () => {
    await save(systemOf(database.db), { ...GITHUB, "signIn.githubEnabled": true });
    await database.db.identity.deleteMany({ where: {} });
    const off = save(systemOf(database.db), { "signIn.passwordEnabled": false });
    await expect(off).rejects.toMatchObject({ reason: "setting.locks_out", meta: { why: "nobody" } });
  });

  test("a switch waits for what it needs, which may come in the same save", async () => {
    const { ctx } = await withPassword();
    const on = { "signIn.discordEnabled": true, "signIn.discordClientId": "client" };
    await expect(save(ctx, on)).rejects.toMatchObject({
      code: "BAD_INPUT",
      reason: "setting.incomplete",
      meta: { key: "signIn.discordEnabled", missing: "signIn.discordClientSecret" },
    });
    await save(ctx, { ...on, "signIn.discordClientSecret": "shh" });
    // And what it needs cannot be taken from under it.
    await expect(save(ctx, { "signIn.discordClientId": null })).rejects.toMatchObject({ reason: "setting.incomplete" });
    await expect(save(ctx, { "registration.restrictsEmailDomains": true })).rejects.toMatchObject({
      meta: { missing: "registration.emailDomains" },
    });
    await expect(save(ctx, { "registration.verifiesEmail": true })).rejects.toMatchObject({
      meta: { missing: "mail.host" },
    });
  });

  test("ways in that are no OAuth, and the check against bots, wait for what they need too", async () => {
    const { ctx } = await withPassword();
    const needs: [string, Record<string, unknown>, string][] = [
      ["signIn.telegramEnabled", {}, "signIn.telegramBotToken"],
      ["signIn.wechatEnabled", { "signIn.wechatServerUrl": "https://wechat.example" }, "signIn.wechatServerToken"],
      ["botCheck.enabled", { "botCheck.siteKey": "0x4" }, "botCheck.secretKey"],
    ];
    for (const [key, values, missing] of needs) {
      await expect(save(ctx, { [key]: true, ...values })).rejects.toMatchObject({
        reason: "setting.incomplete",
        meta: { key, missing },
      });
    }
    const telegram = { "signIn.telegramEnabled": true, "signIn.telegramBotToken": "12345:abcdefghijklmnopqrstuvwxyz" };
    await save(ctx, { ...telegram, "site.publicUrl": "https://gate.example" });
    await save(ctx, { "signIn.telegramEnabled": null, "signIn.telegramBotToken": null, "site.publicUrl": null });
  });

  test.each(["********", "••••••••", "sk-•••", "secret:AbCdEf_-12", "[redacted]"])(
    "the mask %s is never saved in a secret's place",
    async (mask) => {
      const { ctx } = await withPassword();
      await save(ctx, { "mail.password": "right one" });
      await expect(save(ctx, { "mail.password": mask })).rejects.toMatchObject({
        code: "BAD_INPUT",
        reason: "setting.masked_secret",
      });
      expect(getSetting("mail.password")).toBe("right one");
    },
  );

  test("a value of ten megabytes, and fields that reach into every object, are refused", async () => {
    const { ctx } = await withPassword();
    await expect(save(ctx, { "site.notice": "x".repeat(10_000_000) })).rejects.toMatchObject({
      reason: "setting.too_large",
      meta: { limitMib: 1 },
    });
    const polluting: unknown = JSON.parse('[{"text":"hello","__proto__":{"isAdmin":true}}]');
    await expect(save(ctx, { "site.announcements": polluting })).rejects.toMatchObject({
      reason: "setting.unsafe_name",
      meta: { name: "__proto__" },
    });
    let deep: unknown = "bottom";
    for (let level = 0; level < 100; level += 1) deep = [deep];
    await expect(save(ctx, { "site.announcements": deep })).rejects.toMatchObject({ reason: "setting.too_deep" });
  });

  test("what the environment decides is shown with its variable and cannot be saved", async () => {
    const { ctx } = await withPassword();
    await save(ctx, { "site.publicUrl": "https://stored.example" });
    const find = environment.findEnvironmentSource;
    vi.spyOn(environment, "findEnvironmentSource").mockImplementation((key) =>
      key === "site.publicUrl" ? { name: "APP_URL", value: "https://gate.example" } : find(key),
    );
    expect(getSetting("site.publicUrl")).toBe("https://gate.example");
    const listed = await listSettings(ctx, {});
    const bySource = new Map(listed.map((setting) => [setting.key, setting]));
    expect(bySource.get("site.publicUrl")).toMatchObject({
      source: "environment",
      environmentName: "APP_URL",
      value: "https://gate.example",
    });
    expect(bySource.get("signIn.githubClientId")).toMatchObject({ source: "console", environmentName: null });
    expect(bySource.get("quota.userTokensMax")).toMatchObject({ source: "default" });
    await expect(save(ctx, { "site.publicUrl": "https://other.example" })).rejects.toMatchObject({
      reason: "setting.from_environment",
      meta: { variable: "APP_URL" },
    });
  });
});
