import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { answerWechatQrCode } from "@/server/http/sign-in-doors";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, makeUser } from "@/server/testing/people";
import { replaceSecretSetting, replaceSetting } from "@/server/testing/setting";
import { listIdentities } from "../identity/service";
import { readEntry } from "../session/entry";
import { browserOf, reasonOf, sessionOf } from "./testing/account-browser";
import { AuthBrowser } from "./testing/browser";

const TOKEN = "the token of the server";
const HOME = "http://gate.example/";
const PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";

eachEngine("sign-in by WeChat", (database) => {
  let server: Server;
  let url: string;
  /** Code → who it was given to. */
  const codes = new Map<string, string>();
  const asked: { path: string; authorization: string | undefined }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push({ path: request.url ?? "", authorization: request.headers.authorization });
      const code = new URL(request.url ?? "/", "http://x").searchParams.get("code") ?? "";
      const openId = codes.get(code);
      if (code === "broken") response.writeHead(500).end("oh no");
      else if (openId) response.end(JSON.stringify({ success: true, message: "", data: openId }));
      else response.end(JSON.stringify({ success: false, message: "验证码错误或已过期" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await makeDefaultGroup(database.db);
    await replaceSetting(database.db, "network.allowedHosts", ["127.0.0.1"]);
    await replaceSetting(database.db, "security.registrationEnabled", true);
    await replaceSetting(database.db, "security.registrationsPerHourMax", 10_000);
    await replaceSecretSetting(database.db, "signIn.wechatServerToken", TOKEN);
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(async () => {
    await replaceSetting(database.db, "signIn.wechatServerUrl", `${url}/`);
    await replaceSetting(database.db, "signIn.wechatEnabled", true);
    await database.db.throttle.deleteMany({});
  });

  const codeFor = (openId: string): string => {
    const code = newId("req").slice(-8);
    codes.set(code, openId);
    return code;
  };

  async function arrive(code: string, browser = new AuthBrowser()) {
    return { browser, location: await browser.give("wechat", { code }) };
  }

  test("a code of the site's account makes one here, and another code of the same person finds it", async () => {
    const openId = `o-${newId("req")}`;
    const first = await arrive(codeFor(openId));
    expect(first.location).toBe(HOME);
    expect(asked.at(-1)).toMatchObject({ authorization: TOKEN });
    expect(asked.at(-1)?.path).toMatch(/^\/api\/wechat\/user\?code=/);
    const session = await sessionOf(database.db, first.browser);
    expect(session?.user).toMatchObject({ passwordHash: null, email: null });
    const second = await arrive(codeFor(openId));
    expect((await sessionOf(database.db, second.browser))?.userId).toBe(session?.userId);
  });

  test("a wrong code lets nobody in, and guesses from one address are stopped before the server is asked", async () => {
    const reasons: unknown[] = [];
    for (let guess = 0; guess < 7; guess += 1) reasons.push(reasonOf((await arrive(`guess-${guess}`)).location));
    expect(reasons.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "signIn.wechat_code_wrong"));
    expect(reasons.slice(5)).toEqual(["signIn.locked", "signIn.locked"]);
    expect(asked.filter(({ path }) => path.includes("guess-6"))).toEqual([]);
  });

  test("a server that fails, is away or lies where the site may not call is told apart from a wrong code", async () => {
    expect(reasonOf((await arrive("broken")).location)).toBe("signIn.wechat_unavailable");
    await replaceSetting(database.db, "signIn.wechatServerUrl", "http://10.1.2.3");
    expect(reasonOf((await arrive("any")).location)).toBe("signIn.wechat_unavailable");
  });

  test("links to the account that is signed in", async () => {
    const { browser, ctx } = await browserOf(database.db, await makeUser(database.db));
    expect((await listIdentities(ctx)).available.map(({ id }) => id)).toContain("wechat");
    const { location } = await arrive(codeFor(`o-${newId("req")}`), browser);
    expect(location).toBe(HOME);
    expect((await listIdentities(ctx)).linked).toMatchObject([{ provider: "wechat", isOn: true }]);
  });

  test("the picture of the account comes from this site, and only while the way in is on", async () => {
    await replaceSetting(database.db, "signIn.wechatQrCode", PIXEL);
    expect((await readEntry()).wechatQrCodeUrl).toMatch(/^\/api\/wechat-qr-code\?v=\w{12}$/);
    const picture = await answerWechatQrCode();
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/gif"]);
    await replaceSetting(database.db, "signIn.wechatEnabled", false);
    expect((await readEntry()).wechatQrCodeUrl).toBe("");
    expect((await answerWechatQrCode()).status).toBe(404);
    expect(reasonOf((await arrive("any")).location)).toBe("signIn.wechat_off");
  });
});
