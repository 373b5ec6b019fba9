import { createHash, createHmac } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { eachEngine } from "@/server/testing/database";
import { makeDefaultGroup, makeUser } from "@/server/testing/people";
import { replaceSecretSetting, replaceSetting } from "@/server/testing/setting";
import { listIdentities } from "../identity/service";
import { beginTelegram } from "./telegram-state";
import { browserOf, reasonOf, sessionOf } from "./testing/account-browser";
import { AuthBrowser } from "./testing/browser";

const BOT_TOKEN = "7654321:AAF-a-bot-token-of-the-tests-000001";
const HOME = "http://gate.example/";

type Fields = Record<string, string | number>;

/** What Telegram's page says of somebody, as it stands behind the "#". */
function resultOf(fields: Fields, token = BOT_TOKEN): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const key = createHash("sha256").update(token).digest();
  const hash = createHmac("sha256", key).update(lines.sort().join("\n")).digest("hex");
  return Buffer.from(JSON.stringify({ ...fields, hash })).toString("base64");
}

const nowSeconds = () => Math.floor(Date.now() / 1_000);
/** Another sign-in of the same person: of the same second it would be the same result. */
const earlier = (person: Fields, seconds: number) => Number(person.auth_date) - seconds;
let lastId = 700_000_000 + (process.pid % 1_000) * 100_000;
const somebody = (over: Fields = {}): Fields => {
  lastId += 1;
  return { id: lastId, first_name: "Ann", username: `ann_${newId("req").slice(-8)}`, auth_date: nowSeconds(), ...over };
};

eachEngine("sign-in by Telegram", (database) => {
  beforeAll(async () => {
    await makeDefaultGroup(database.db);
    await replaceSetting(database.db, "security.registrationsPerHourMax", 10_000);
    await replaceSetting(database.db, "site.publicUrl", "http://gate.example");
    await replaceSecretSetting(database.db, "signIn.telegramBotToken", BOT_TOKEN);
  });
  beforeEach(async () => {
    await replaceSetting(database.db, "signIn.telegramEnabled", true);
    await replaceSetting(database.db, "security.registrationEnabled", true);
  });

  /** The way there. Out: where the browser is sent, and the word that binds the way back to it. */
  function begin(browser: AuthBrowser): { there: URL; state: string } {
    const answer = beginTelegram(new Request("http://gate.example/api/telegram-sign-in?callbackUrl=/tokens"));
    browser.keep(answer);
    const there = new URL(answer.headers.get("location") ?? "");
    const back = new URL(there.searchParams.get("return_to") ?? "");
    return { there, state: back.searchParams.get("state") ?? "" };
  }

  async function arriveAs(fields: Fields, browser = new AuthBrowser()) {
    const { state } = begin(browser);
    return { browser, location: await browser.give("telegram", { result: resultOf(fields), state }) };
  }

  test("leads to Telegram's page with the bot and the way back, without its token", () => {
    const { there } = begin(new AuthBrowser());
    expect(there.origin + there.pathname).toBe("https://oauth.telegram.org/auth");
    expect(there.searchParams.get("bot_id")).toBe("7654321");
    expect(there.searchParams.get("origin")).toBe("http://gate.example");
    expect(there.searchParams.get("return_to")).toMatch(/^http:\/\/gate\.example\/telegram-sign-in\?state=.+tokens$/);
    expect(there.href).not.toContain("AAF-");
  });

  test("the first sign-in makes an account, the next one finds it by the number and not by the name", async () => {
    const person = somebody();
    const first = await arriveAs(person);
    expect(first.location).toBe(HOME);
    const session = await sessionOf(database.db, first.browser);
    expect(session?.user).toMatchObject({ username: person.username, email: null, passwordHash: null });
    const renamed = await arriveAs({ ...person, username: "another_name", auth_date: earlier(person, 1) });
    expect((await sessionOf(database.db, renamed.browser))?.userId).toBe(session?.userId);
  });

  test("what is not signed by the bot's token lets nobody in", async () => {
    const person = somebody();
    const forged = [
      resultOf(person, "7654321:another-token-000000000000000000001"),
      Buffer.from(JSON.stringify({ ...person, hash: "0".repeat(64) })).toString("base64"),
      // Signed for one, sent for another.
      Buffer.from(
        JSON.stringify({ ...JSON.parse(Buffer.from(resultOf(person), "base64").toString()), id: 1 }),
      ).toString("base64"),
      "no base64 of anything",
    ];
    for (const result of forged) {
      const browser = new AuthBrowser();
      const { state } = begin(browser);
      expect(reasonOf(await browser.give("telegram", { result, state }))).toBe("signIn.telegram_invalid");
      expect(await sessionOf(database.db, browser)).toBeNull();
    }
  });

  test("without a bot's token nobody gets in by a signature that anybody could make", async () => {
    await replaceSecretSetting(database.db, "signIn.telegramBotToken", "");
    const browser = new AuthBrowser();
    const { state } = begin(browser);
    const location = await browser.give("telegram", { result: resultOf(somebody(), ""), state });
    await replaceSecretSetting(database.db, "signIn.telegramBotToken", BOT_TOKEN);
    expect(reasonOf(location)).toBe("signIn.telegram_off");
    expect(await sessionOf(database.db, browser)).toBeNull();
  });

  test("what is older than five minutes, or from the future, lets nobody in", async () => {
    for (const aside of [-301, 600]) {
      const { location } = await arriveAs(somebody({ auth_date: nowSeconds() + aside }));
      expect(reasonOf(location)).toBe("signIn.telegram_old");
    }
  });

  test("a result is good once, also of many at once", async () => {
    const result = resultOf(somebody());
    const browsers = Array.from({ length: 6 }, () => new AuthBrowser());
    const locations = await Promise.all(
      browsers.map((browser) => browser.give("telegram", { result, state: begin(browser).state })),
    );
    expect(locations.filter((location) => location === HOME).length).toBe(1);
    const refused = locations.filter((location) => location !== HOME).map(reasonOf);
    expect(new Set(refused)).toEqual(new Set(["signIn.telegram_used"]));
  });

  test("a result that another browser fetched opens nothing in this one", async () => {
    const attacker = new AuthBrowser();
    const { state } = begin(attacker);
    const result = resultOf(somebody());
    const { browser, ctx } = await browserOf(database.db, await makeUser(database.db));
    expect(reasonOf(await browser.give("telegram", { result, state }))).toBe("signIn.telegram_invalid");
    begin(browser);
    expect(reasonOf(await browser.give("telegram", { result, state }))).toBe("signIn.telegram_invalid");
    expect((await listIdentities(ctx)).linked).toEqual([]);
  });

  test("links to the account that is signed in, once its password was asked for, and then signs in as it", async () => {
    const user = await makeUser(database.db);
    const person = somebody();
    const stale = await browserOf(database.db, user, { isSteppedUp: false });
    const early = await arriveAs(person, stale.browser);
    expect(reasonOf(early.location)).toBe("common.step_up_required");
    const { browser, ctx } = await browserOf(database.db, user);
    const linked = await arriveAs({ ...person, auth_date: earlier(person, 1) }, browser);
    expect(linked.location).toBe(HOME);
    expect((await listIdentities(ctx)).linked).toMatchObject([{ provider: "telegram", label: person.username }]);
    const later = await arriveAs({ ...person, auth_date: earlier(person, 2) });
    expect((await sessionOf(database.db, later.browser))?.userId).toBe(user.id);
  });

  test("opens no account while registration is closed, and nothing while it is off", async () => {
    await replaceSetting(database.db, "security.registrationEnabled", false);
    expect(reasonOf((await arriveAs(somebody())).location)).toBe("registration.closed");
    const browser = new AuthBrowser();
    const { state } = begin(browser);
    await replaceSetting(database.db, "signIn.telegramEnabled", false);
    expect(reasonOf(await browser.give("telegram", { result: resultOf(somebody()), state }))).toBe(
      "signIn.telegram_off",
    );
    expect(beginTelegram(new Request("http://gate.example/api/telegram-sign-in")).status).toBe(404);
  });
});
