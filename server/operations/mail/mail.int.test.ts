import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { encryptSecret } from "@/server/kernel/crypto";
import { withTransaction } from "@/server/kernel/transaction";
import { eachEngine } from "@/server/testing/database";
import { type MailServer, readText, startMailServer } from "@/server/testing/mail-server";
import { signedInAs, systemOf } from "@/server/testing/people";
import { replaceSetting } from "@/server/testing/setting";
import { queueMail } from "./queue";
import { sendDueMail } from "./send-due";
import { testMail } from "./service";

const MAIL = { to: "reader@example.com", subject: "Hello", text: "The code is 4711." };

eachEngine("mail", (database) => {
  const running: MailServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });

  const serve = async (options: Parameters<typeof startMailServer>[0] = {}): Promise<MailServer> => {
    const server = await startMailServer(options);
    running.push(server);
    await pointTo(server.port);
    return server;
  };

  const pointTo = async (port: number) => {
    const { db } = database;
    await replaceSetting(db, "mail.host", "127.0.0.1");
    await replaceSetting(db, "mail.port", port);
    await replaceSetting(db, "mail.from", "gate@example.com");
    await replaceSetting(db, "mail.security", "none");
    await replaceSetting(db, "mail.account", "");
    await replaceSetting(db, "network.allowedHosts", ["127.0.0.1"]);
  };

  const tryMail = async () => {
    const { ctx } = await signedInAs(database.db, "root");
    return testMail(ctx, { to: MAIL.to });
  };

  const queue = () => withTransaction(systemOf(database.db), (tx) => queueMail(tx, MAIL));
  const stateOf = (id: string) => database.db.mailMessage.findUniqueOrThrow({ where: { id } });
  const after = (minutes: number) => ({
    ...systemOf(database.db),
    clock: () => new Date(Date.now() + minutes * 60_000),
  });

  test("a test mail arrives, from the sender of the settings", async () => {
    const server = await serve();
    expect(await tryMail()).toMatchObject({ to: MAIL.to });
    expect(server.mails).toMatchObject([{ from: "gate@example.com", to: [MAIL.to] }]);
  });

  test("the account of the settings signs in, by LOGIN where that is insisted on", async () => {
    const server = await serve({ login: { user: "gate@example.com", pass: "app-password" } });
    await replaceSetting(database.db, "mail.account", "gate@example.com");
    await expect(tryMail()).rejects.toMatchObject({ code: "UPSTREAM", reason: "mail.bad_login" });
    const value = encryptSecret(JSON.stringify("app-password"));
    await database.db.setting.create({ data: { key: "mail.password", value } });
    await replaceSetting(database.db, "mail.forcesLogin", true);
    await tryMail();
    expect(server.mails).toHaveLength(1);
    await database.db.setting.deleteMany({ where: { key: "mail.password" } });
  });

  test("what is wrong with the server is said so that it can be mended", async () => {
    const closed = await startMailServer();
    await closed.close();
    await pointTo(closed.port);
    await expect(tryMail()).rejects.toMatchObject({
      reason: "mail.refused",
      meta: { host: "127.0.0.1", port: closed.port },
    });
    await serve({ refusal: "no such mailbox" });
    await expect(tryMail()).rejects.toMatchObject({ reason: "mail.rejected" });
    await serve();
    await replaceSetting(database.db, "mail.security", "starttls");
    await expect(tryMail()).rejects.toMatchObject({ reason: "mail.tls" });
  });

  test("a certificate nobody signed is refused unless the check is switched off", async () => {
    const server = await serve({ isTls: true });
    await replaceSetting(database.db, "mail.security", "tls");
    await expect(tryMail()).rejects.toMatchObject({ reason: "mail.certificate" });
    await replaceSetting(database.db, "mail.verifiesCertificate", false);
    await tryMail();
    expect(server.mails).toHaveLength(1);
    await replaceSetting(database.db, "mail.verifiesCertificate", true);
  });

  test("a private address takes an entry in the list of allowed hosts", async () => {
    let connectionCount = 0;
    const trap = createServer(() => {
      connectionCount += 1;
    });
    await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
    const address = trap.address();
    await pointTo(typeof address === "object" && address ? address.port : 0);
    await replaceSetting(database.db, "network.allowedHosts", []);
    await expect(tryMail()).rejects.toMatchObject({ reason: "egress.refused" });
    expect(connectionCount).toBe(0);
    trap.close();
  });

  test("the outbox keeps a mail while the server is away, and sends it once", async () => {
    const away = await startMailServer();
    await away.close();
    await pointTo(away.port);
    const id = await queue();
    expect(await sendDueMail(after(1))).toBe(0);
    expect(await stateOf(id)).toMatchObject({ status: "queued", attempts: 1, error: "mail.refused" });
    const server = await serve();
    expect(await sendDueMail(after(1))).toBe(0);
    const sent = await Promise.all([sendDueMail(after(3)), sendDueMail(after(3))]);
    expect(sent[0] + sent[1]).toBe(1);
    expect(server.mails.map(readText)).toEqual([expect.stringContaining(MAIL.text)]);
    // The text may hold a code: nothing of it stays.
    expect(await stateOf(id)).toMatchObject({ status: "sent", body: "", error: "" });
  });

  test("a refused recipient is not tried again, and a text in the outbox cannot be read", async () => {
    await serve({ refusal: "no such mailbox" });
    const id = await queue();
    expect((await stateOf(id)).body).not.toContain("4711");
    await sendDueMail(after(1));
    expect(await stateOf(id)).toMatchObject({ status: "failed", error: "mail.rejected", body: "" });
  });

  test("without a server nothing is tried and nothing is lost", async () => {
    await replaceSetting(database.db, "mail.host", "");
    const id = await queue();
    expect(await sendDueMail(after(1))).toBe(0);
    expect(await stateOf(id)).toMatchObject({ status: "queued", attempts: 0 });
    await expect(tryMail()).rejects.toMatchObject({ code: "PRECONDITION_FAILED", reason: "mail.not_configured" });
    await database.db.mailMessage.deleteMany({ where: { id } });
  });
});
