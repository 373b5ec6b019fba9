import { beforeEach, expect, test } from "vitest";
import { getSetting } from "@/server/configuration/setting/current";
import type { ServiceContext } from "@/server/kernel/context";
import { decryptSecret, hashPassword, verifyPassword } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { contextOf, makeDefaultGroup, makeUser, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { RegisterInput } from "../registration/schema";
import { register } from "../registration/service";
import { ResetPasswordInput } from "./schema";
import { requestEmailCode, requestReset, resetPasswordByCode } from "./service";

const PASSWORD = "correct horse battery";
const NEW_PASSWORD = "staple battery horse";

eachEngine("mailed codes", (database) => {
  beforeEach(async () => {
    const { db } = database;
    await makeDefaultGroup(db);
    await replaceSetting(db, "mail.host", "mail.example.com");
    await replaceSetting(db, "mail.from", "gate@example.com");
    await replaceSetting(db, "site.publicUrl", "https://gate.example");
    await replaceSetting(db, "security.registrationEnabled", true);
    await replaceSetting(db, "security.registrationsPerHourMax", 10_000);
    await replaceSetting(db, "registration.verifiesEmail", true);
    await replaceSetting(db, "registration.restrictsEmailDomains", false);
    await replaceSetting(db, "registration.refusesEmailAliases", false);
    await replaceSetting(db, "site.userAgreement", "");
  });

  const visitor = (fields: Partial<ServiceContext> = {}): ServiceContext => ({
    ...systemOf(database.db),
    ip: newId("req"),
    ...fields,
  });
  const address = () => `${newId("req").replace("_", "")}@example.com`;

  const mailsTo = async (toAddress: string) => {
    const mails = await database.db.mailMessage.findMany({ where: { toAddress }, orderBy: { id: "asc" } });
    return mails.map(({ subject, body }) => ({ subject, text: decryptSecret(body) }));
  };

  const codeFor = async (email: string) => {
    await requestEmailCode(visitor(), { email });
    const text = (await mailsTo(email)).at(-1)?.text ?? "";
    return /registration: (\S+)/.exec(text)?.[1] ?? "";
  };

  const account = (email: string, emailCode: string) =>
    RegisterInput.parse({ username: `u${newId("req").slice(-12)}`, email, password: PASSWORD, emailCode });

  test("an address is proved by the code mailed to it, which works once and however it is typed", async () => {
    const email = address();
    const code = await codeFor(email);
    const input = account(email, ` ${code.toUpperCase()} `);
    await register(visitor(), input);
    const user = await database.db.user.findUniqueOrThrow({ where: { email } });
    expect(user.emailVerifiedAt).not.toBeNull();
    await expect(register(visitor(), account(address(), code))).rejects.toMatchObject({ reason: "mailCode.invalid" });
  });

  test("a code is worth nothing with another address, after ten minutes, or after a newer one", async () => {
    const email = address();
    const first = await codeFor(email);
    await expect(register(visitor(), account(address(), first))).rejects.toMatchObject({ reason: "mailCode.invalid" });
    const second = await codeFor(email);
    expect(second).not.toBe(first);
    await expect(register(visitor(), account(email, first))).rejects.toMatchObject({ reason: "mailCode.invalid" });
    const late = visitor({ clock: () => new Date(Date.now() + 10 * 60_000 + 1_000) });
    await expect(register(late, account(email, second))).rejects.toMatchObject({ reason: "mailCode.invalid" });
    await register(visitor(), account(email, second));
  });

  test("a code holds as long as the site says, and says so", async () => {
    await replaceSetting(database.db, "identity.mailCodeMinutes", 2);
    const email = address();
    const code = await codeFor(email);
    expect((await mailsTo(email)).at(-1)?.text).toContain("2 minutes");
    const late = visitor({ clock: () => new Date(Date.now() + 121_000) });
    await expect(register(late, account(email, code))).rejects.toMatchObject({ meta: { minutes: 2 } });
    await register(visitor({ clock: () => new Date(Date.now() + 100_000) }), account(email, code));
    await replaceSetting(database.db, "identity.mailCodeMinutes", 10);
  });

  test("guesses of a code are counted, wherever they come from", async () => {
    const email = address();
    const code = await codeFor(email);
    for (let guess = 0; guess < 10; guess += 1) {
      await expect(register(visitor(), account(email, "22222222"))).rejects.toMatchObject({ code: "BAD_INPUT" });
    }
    await expect(register(visitor(), account(email, code))).rejects.toMatchObject({
      code: "RATE_LIMITED",
      reason: "mailCode.too_many",
    });
  });

  test("whoever asks with the address of an account is answered alike; only its owner reads that it exists", async () => {
    const email = address();
    await makeUser(database.db, { email });
    await requestEmailCode(visitor(), { email });
    expect(await mailsTo(email)).toMatchObject([{ text: expect.stringContaining("already") }]);
    expect(await database.db.mailCode.count({ where: { email } })).toBe(0);
  });

  test("one address gets five mails an hour at most", async () => {
    const email = address();
    for (let mail = 0; mail < 5; mail += 1) await requestEmailCode(visitor(), { email });
    await expect(requestEmailCode(visitor(), { email })).rejects.toMatchObject({ code: "RATE_LIMITED" });
    expect(await mailsTo(email)).toHaveLength(5);
  });

  test("domains outside the list and aliases may not register", async () => {
    await replaceSetting(database.db, "registration.emailDomains", ["corp.example"]);
    await replaceSetting(database.db, "registration.restrictsEmailDomains", true);
    const ask = (email: string) => requestEmailCode(visitor(), { email });
    await expect(ask("ada@example.com")).rejects.toMatchObject({ reason: "registration.email_domain" });
    await expect(ask("ada@sub.corp.example")).rejects.toMatchObject({ reason: "registration.email_domain" });
    await replaceSetting(database.db, "registration.refusesEmailAliases", true);
    await expect(ask("ada+1@corp.example")).rejects.toMatchObject({ reason: "registration.email_alias" });
    await expect(ask("a.da@corp.example")).rejects.toMatchObject({ reason: "registration.email_alias" });
    await ask(`${newId("req").replace("_", "")}@corp.example`);
    const nobody = RegisterInput.parse({ username: "nobody-at-all", password: PASSWORD });
    await expect(register(visitor(), nobody)).rejects.toMatchObject({ reason: "registration.email_required" });
  });

  test("the terms have to be accepted, and the trail says which", async () => {
    await replaceSetting(database.db, "site.userAgreement", "Be kind.");
    const email = address();
    const input = account(email, await codeFor(email));
    await expect(register(visitor(), input)).rejects.toMatchObject({ reason: "registration.terms_not_accepted" });
    await register(visitor(), { ...input, acceptsTerms: true });
    const { id } = await database.db.user.findUniqueOrThrow({ where: { email } });
    const event = await database.db.auditEvent.findFirst({ where: { targetId: id, action: "registration.register" } });
    expect(event?.changes).toContain("acceptedTerms");
  });

  const resetCode = async (email: string) => {
    const text = (await mailsTo(email)).at(-1)?.text ?? "";
    return /reset-password\?code=(\w+)/.exec(text)?.[1] ?? "";
  };
  const forgetful = async () => {
    const passwordHash = await hashPassword(PASSWORD);
    return makeUser(database.db, { email: address(), passwordHash });
  };
  const reset = (code: string, ctx = visitor()) =>
    resetPasswordByCode(ctx, ResetPasswordInput.parse({ code, password: NEW_PASSWORD }));

  test("a lost password is set anew by the link of the mail, once, and every device is signed out", async () => {
    const user = await forgetful();
    const session = await contextOf(database.db, user);
    await requestReset(visitor(), { name: user.username.toUpperCase() });
    const code = await resetCode(user.email ?? "");
    // The database keeps nothing that would work.
    expect(JSON.stringify(await database.db.mailCode.findMany({ where: { userId: user.id } }))).not.toContain(code);
    expect(await reset(code)).toEqual({ username: user.username });
    const after = await database.db.user.findUniqueOrThrow({ where: { id: user.id } });
    expect(await verifyPassword(NEW_PASSWORD, after.passwordHash ?? "")).toBe(true);
    const sessionId = session.actor.kind === "user" ? (session.actor.sessionId ?? "") : "";
    expect((await database.db.session.findUniqueOrThrow({ where: { id: sessionId } })).revokedReason).toBe(
      "password_reset",
    );
    await expect(reset(code)).rejects.toMatchObject({ reason: "mailCode.invalid" });
  });

  test("of two who bring one link at once one sets the password", async () => {
    const user = await forgetful();
    await requestReset(visitor(), { name: user.email ?? "" });
    const code = await resetCode(user.email ?? "");
    const outcomes = await Promise.allSettled([reset(code), reset(code), reset(code)]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("accounts that do not exist, are disabled or have no address give the same answer and no mail", async () => {
    const before = await database.db.mailMessage.count();
    const disabled = await makeUser(database.db, { email: address(), status: "disabled" });
    const silent = await makeUser(database.db, { email: null });
    for (const name of [`nobody-${newId("req")}`, disabled.username, silent.username]) {
      expect(await requestReset(visitor(), { name })).toBeUndefined();
    }
    expect(await database.db.mailMessage.count()).toBe(before);
  });

  test("a link is worth nothing once the address, or the account, is no longer what it was", async () => {
    const moved = await forgetful();
    await requestReset(visitor(), { name: moved.username });
    const code = await resetCode(moved.email ?? "");
    await database.db.user.update({ where: { id: moved.id }, data: { email: address() } });
    await expect(reset(code)).rejects.toMatchObject({ reason: "mailCode.invalid" });
    const disabled = await forgetful();
    await requestReset(visitor(), { name: disabled.username });
    await database.db.user.update({ where: { id: disabled.id }, data: { status: "disabled" } });
    await expect(reset(await resetCode(disabled.email ?? ""))).rejects.toMatchObject({ reason: "mailCode.invalid" });
  });

  test("the link leads to the address of the settings; a site without one mails the code alone", async () => {
    const user = await forgetful();
    await requestReset(visitor(), { name: user.username });
    expect((await mailsTo(user.email ?? "")).at(-1)?.text).toContain("https://gate.example/reset-password?code=");
    await replaceSetting(database.db, "site.publicUrl", "");
    expect(getSetting("site.publicUrl")).toBe("");
    await requestReset(visitor(), { name: user.username });
    const text = (await mailsTo(user.email ?? "")).at(-1)?.text ?? "";
    expect(text).not.toContain("http");
    const code = /New password”: (\S+)/.exec(text)?.[1] ?? "";
    await reset(code);
  });
});
