import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { answerBotCheckFrame } from "@/server/http/bot-check-frame";
import { type ServiceContext, visitorContext } from "@/server/kernel/context";
import * as crypto from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, makeUser } from "@/server/testing/people";
import { replaceSecretSetting, replaceSetting } from "@/server/testing/setting";
import { requestReset } from "../mail-code/service";
import { RegisterInput } from "../registration/schema";
import { register } from "../registration/service";
import { signIn } from "../sign-in/service";

const SECRET = "the secret of the widget";
const PASSWORD = "correct horse battery";

eachEngine("the check against bots", (database) => {
  let server: Server;
  let url: string;
  /** Each passes once. */
  const tokens = new Set<string>();
  const asked: URLSearchParams[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      const fields = new URLSearchParams(body);
      asked.push(fields);
      const success = fields.get("secret") === SECRET && tokens.delete(fields.get("response") ?? "");
      if (fields.get("response") === "broken") response.writeHead(503).end();
      else response.end(JSON.stringify({ success }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/siteverify`;
    const { db } = database;
    await makeDefaultGroup(db);
    await replaceSetting(db, "network.allowedHosts", ["127.0.0.1"]);
    await replaceSetting(db, "security.registrationEnabled", true);
    await replaceSetting(db, "botCheck.siteKey", "0x4-site-key");
    await replaceSecretSetting(db, "botCheck.secretKey", SECRET);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(async () => {
    await replaceSetting(database.db, "botCheck.enabled", true);
    await replaceSetting(database.db, "botCheck.verifyUrl", url);
    vi.spyOn(crypto, "hashPassword").mockResolvedValue("a hash");
    vi.spyOn(crypto, "verifyPassword").mockImplementation(async (password) => password === PASSWORD);
  });

  const visitor = (): ServiceContext => ({
    ...visitorContext("registration", { requestId: newId("req"), ip: newId("req"), userAgent: "test" }),
    db: database.db,
  });
  const solved = (): string => {
    const token = newId("req");
    tokens.add(token);
    return token;
  };
  const registering = (botCheck?: string, ctx = visitor()) =>
    register(ctx, RegisterInput.parse({ username: newId("usr").slice(-12), password: "long enough", botCheck }));

  test("a registration passes with a token that the verifier knows, once", async () => {
    const token = solved();
    const ctx = visitor();
    await registering(token, ctx);
    expect(asked.at(-1)?.get("remoteip")).toBe(ctx.ip);
    await expect(registering(token)).rejects.toMatchObject({ code: "BAD_INPUT", reason: "botCheck.failed" });
    await expect(registering()).rejects.toMatchObject({ reason: "botCheck.needed" });
    await expect(registering("made up")).rejects.toMatchObject({ reason: "botCheck.failed" });
  });

  test("a verifier that fails or is away lets nobody on, and says why", async () => {
    await expect(registering("broken")).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "botCheck.unavailable" });
    await replaceSetting(database.db, "botCheck.verifyUrl", "http://127.0.0.1:1/siteverify");
    await expect(registering(solved())).rejects.toMatchObject({ reason: "botCheck.unavailable" });
  });

  test("a sign-in asks for it after a failure only, and what is asked for is no failure", async () => {
    const user = await makeUser(database.db, { passwordHash: "scrypt$1" });
    const ctx = visitor();
    const attempt = (password: string, botCheck?: string) => signIn(ctx, { name: user.username, password, botCheck });
    await attempt(PASSWORD);
    await expect(attempt("wrong")).rejects.toMatchObject({ reason: "signIn.failed" });
    for (let again = 0; again < 8; again += 1) {
      await expect(attempt(PASSWORD)).rejects.toMatchObject({ reason: "botCheck.needed" });
    }
    await attempt(PASSWORD, solved());
    // The right password clears the name, and one slip is nothing against an address, which may be a whole office.
    await attempt(PASSWORD);
  });

  test("no mail leaves without it", async () => {
    await replaceSetting(database.db, "mail.host", "mail.example");
    await replaceSetting(database.db, "mail.from", "site@example.com");
    const name = newId("usr");
    await expect(requestReset(visitor(), { name })).rejects.toMatchObject({ reason: "botCheck.needed" });
    await requestReset(visitor(), { name, botCheck: solved() });
  });

  test("where it is off nothing is asked, and there is no page that loads a script from elsewhere", async () => {
    const frame = await answerBotCheckFrame();
    expect(frame.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
    expect(await frame.text()).toContain('data-sitekey="0x4-site-key"');
    await replaceSetting(database.db, "botCheck.enabled", false);
    await registering();
    expect((await answerBotCheckFrame()).status).toBe(404);
  });
});
