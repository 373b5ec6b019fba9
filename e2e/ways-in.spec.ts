import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { encryptSecret } from "@/server/kernel/crypto";
import type { Db } from "@/server/kernel/database/client";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { systemOf } from "@/server/testing/people";
import { expect, test } from "./fixtures";
import { PASSWORD } from "./installation";
import { begins, button, field } from "./screen";
import { expectSound } from "./soundness";

/** What the journey sets, and takes away again. */
const KEYS = ["site.about", "site.announcements", "site.userAgreement", "security.registrationEnabled"];
const CHECK_HOST = "https://challenges.cloudflare.com";
const BOT_CHECK_KEYS = ["enabled", "siteKey", "secretKey", "verifyUrl"].map((name) => `botCheck.${name}`);

/** As a save would: every process of the installation looks at the counter. */
const putInForce = (db: Db) => withTransaction(systemOf(db), (tx) => bumpStateVersion(tx, "setting"));

const store = (db: Db, key: string, text: string) =>
  db.setting.upsert({ where: { key }, create: { key, value: text }, update: { value: text } });

/** Stands for whoever says whether a token of the check is good: each is, once. */
async function startVerifier() {
  const used = new Set<string | null>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const token = new URLSearchParams(body).get("response");
    response.end(JSON.stringify({ success: token?.startsWith("passed-") && !used.has(token) }));
    used.add(token);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/siteverify`, close: () => server.close() };
}

test.describe.configure({ mode: "serial" });

for (const language of ["en", "zh-CN"] as const) {
  test.describe(language, () => {
    test.use({ language });

    test("a visitor reads the site's pages, accepts its terms and gets an account", async ({
      page,
      say,
      db,
      baseURL,
    }) => {
      const put = (key: string, value: unknown) => store(db, key, JSON.stringify(value));
      await put("site.about", "# Who we are\n\nWe sell **tokens**.");
      await put("site.userAgreement", "Be kind.");
      await put("security.registrationEnabled", true);
      const announcement = {
        text: "Maintenance on Sunday",
        level: "warning",
        audience: "everyone",
        isDismissible: true,
      };
      await put("site.announcements", [announcement]);
      await putInForce(db);

      // In force within moments, and a page shows what was so when it was asked for.
      await expect(async () => {
        await page.goto(`${baseURL}/login`);
        await expect(page.getByText("Maintenance on Sunday")).toBeVisible({ timeout: 1_000 });
      }).toPass();
      await page.getByRole("link", { name: say("site.pages.about") }).click();
      await expect(page.getByRole("heading", { name: "Who we are" })).toBeVisible();
      await expectSound(page, `about-${language}`);

      await page.goto("/register");
      const username = `visitor-${language.toLowerCase()}-${Date.now()}`;
      await field(page, say("registration.username")).fill(username);
      await field(page, say("registration.password")).first().fill(PASSWORD);
      await field(page, say("registration.repeat")).fill(PASSWORD);
      await button(page, say("registration.submit")).click();
      await expect(page.getByText(say("registration.errors.terms_not_accepted"))).toBeVisible();
      await page.getByRole("checkbox", { name: begins(say("registration.accept")) }).check();
      await expectSound(page, `register-${language}`);
      await button(page, say("registration.submit")).click();
      await expect(page).toHaveURL(`${baseURL}/`);
      await db.setting.deleteMany({ where: { key: { in: KEYS } } });
      await putInForce(db);
    });

    test("the last way to sign in cannot be switched off", async ({ page, say, loginAs }) => {
      await loginAs("root");
      await page.goto("/settings/sign-in");
      await page.getByRole("switch", { name: say("settingsSite.signIn_passwordEnabled.label") }).uncheck();
      await button(page, say("setting.save", { count: 1 })).click();
      await expect(page.getByText(say("setting.errors.locks_out", { why: "no_method" }))).toBeVisible();
      await button(page, say("setting.discard")).click();
      await expect(page.getByRole("switch", { name: say("settingsSite.signIn_passwordEnabled.label") })).toBeChecked();
    });
  });
}

test("who passes the check against bots gets an account; its script runs in a frame of its own", async ({
  page,
  say,
  db,
  abroad,
  baseURL,
}) => {
  const verifier = await startVerifier();
  // The page itself may load nothing from elsewhere: only the frame's own rules let this in.
  const script = "passed('passed-' + Math.random())";
  abroad.add(CHECK_HOST);
  await page.route(`${CHECK_HOST}/**`, (route) => route.fulfill({ contentType: "text/javascript", body: script }));
  await store(db, "security.registrationEnabled", "true");
  await store(db, "botCheck.siteKey", JSON.stringify("1x-of-the-tests"));
  await store(db, "botCheck.secretKey", encryptSecret(JSON.stringify("the secret of the check")));
  await store(db, "botCheck.verifyUrl", JSON.stringify(verifier.url));
  await store(db, "botCheck.enabled", "true");
  await putInForce(db);
  const frame = page.getByTitle(say("botCheck.title"));
  await expect(async () => {
    await page.goto(`${baseURL}/register`);
    await expect(frame).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expectSound(page, "register-bot-check");
  const username = `checked-${Date.now()}`;
  await field(page, say("registration.username")).fill(username);
  await field(page, say("registration.password")).first().fill(PASSWORD);
  await field(page, say("registration.repeat")).fill(PASSWORD);
  await button(page, say("registration.submit")).click();
  // Where somebody at this address has just given a wrong password, the way in asks for a check of its own first.
  await expect(page).toHaveURL(/\/(login)?$/);
  expect(await db.user.count({ where: { username } })).toBe(1);
  await db.setting.deleteMany({ where: { key: { in: [...KEYS, ...BOT_CHECK_KEYS] } } });
  await putInForce(db);
  verifier.close();
});
