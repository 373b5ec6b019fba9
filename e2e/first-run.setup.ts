import { expect, test, untilOffered } from "./fixtures";
import { PASSWORD, upstreamUrl } from "./installation";
import { begins, button, field, fillTags } from "./screen";
import { expectSound } from "./soundness";

const MODEL = "gpt-4o-mini";

test.describe.configure({ mode: "serial" });

test.describe("before anybody has an account", () => {
  for (const language of ["en", "zh-CN"] as const) {
    test.describe(language, () => {
      test.use({ language });
      test("every door leads to the set-up, which is sound for everybody", async ({ page, say }) => {
        for (const path of ["/", "/logs", "/login"]) {
          await page.goto(path);
          await expect(page).toHaveURL(/\/setup/);
        }
        await expect(page.getByRole("heading", { name: say("setup.heading") })).toBeVisible();
        await expect(page.getByText("SQLite", { exact: true })).toBeVisible();
        await expectSound(page, `setup-database-${language}`);
        await button(page, say("setup.next")).click();
        await expect(page.getByRole("heading", { name: say("setup.root.title") })).toBeVisible();
        await expectSound(page, `setup-root-${language}`);
      });
    });
  }
});

test("a newcomer sets an installation up in the browser and gets a key that works", async ({ page, say, client }) => {
  await page.goto("/");
  await button(page, say("setup.next")).click();

  await field(page, say("setup.root.username")).fill("root");
  await field(page, say("setup.root.password")).fill(PASSWORD);
  await field(page, say("setup.root.repeat")).fill("another");
  await button(page, say("setup.root.submit")).click();
  await expect(page.getByText(say("form.faults.passwordsDiffer"))).toBeVisible();
  await field(page, say("setup.root.repeat")).fill(PASSWORD);
  await button(page, say("setup.root.submit")).click();

  await expect(page.getByRole("heading", { name: say("setup.site.title") })).toBeVisible();
  await expectSound(page, "setup-site");
  await field(page, say("setup.site.name")).fill("Gatehouse of the tests");
  await page.getByRole("switch", { name: begins(say("setup.site.local")) }).check();
  await button(page, say("setup.site.submit")).click();

  await expect(page.getByRole("heading", { name: say("setup.channel.title") })).toBeVisible();
  await expectSound(page, "setup-channel");
  await field(page, say("channel.form.name")).fill("First upstream");
  await field(page, say("channel.form.baseUrl")).fill(upstreamUrl());
  await field(page, say("channel.form.keys")).fill("sk-a-good-key");
  await fillTags(page, say("setup.channel.models"), [MODEL]);
  await button(page, say("setup.channel.create")).click();
  const result = page.getByRole("region", { name: say("channel.test.result") });
  await expect(result.getByText(say("channel.test.passed"))).toBeVisible();
  await expect(result.getByText(new RegExp(`${MODEL} heard:`))).toBeVisible();
  await expectSound(page, "setup-tested");
  await button(page, say("setup.next")).click();

  await expect(page.getByRole("heading", { name: say("setup.token.title") })).toBeVisible();
  await button(page, say("setup.token.create")).click();
  await expect(page.getByText(say("setup.token.once"))).toBeVisible();
  await expectSound(page, "setup-token");
  const key = await page
    .getByText(/^sk-[0-9A-Za-z]{48}$/)
    .first()
    .innerText();
  const finish = button(page, say("setup.finish"));
  await expect(finish).toBeDisabled();
  await page.getByLabel(say("setup.token.stored")).check();
  await finish.click();

  await expect(page.getByRole("navigation", { name: say("shell.navigation") })).toBeVisible();
  await expect(page.getByText("Gatehouse of the tests").first()).toBeVisible();
  await expect(page).toHaveTitle(/Gatehouse of the tests$/);
  const gateway = client(key);
  await untilOffered(gateway, MODEL);
  const answer = await gateway.chat.completions.create({
    model: MODEL,
    messages: [{ role: "user", content: "the first of all" }],
  });
  expect(answer.choices[0]?.message.content).toBe(`${MODEL} heard: the first of all`);
});

test("the set-up is locked afterwards, for visitors and for root alike", async ({ page, say }) => {
  await page.goto("/setup");
  await expect(page).toHaveURL(/\/login$/);
  await field(page, say("login.name")).fill("root");
  await page.getByLabel(say("login.password"), { exact: true }).fill(PASSWORD);
  await button(page, say("login.submit")).click();
  await expect(page.getByRole("navigation", { name: say("shell.navigation") })).toBeVisible();
  await page.goto("/setup");
  await expect(page).not.toHaveURL(/\/setup/);

  const origin = new URL(page.url()).origin;
  const refused = await page.request.post("/api/trpc/setup.createRoot", {
    headers: { origin },
    data: { json: { username: "second", password: PASSWORD } },
  });
  expect(refused.status()).toBe(409);
  expect(await refused.json()).toMatchObject({
    error: { json: { data: { app: { reason: "setup.root_exists" } } } },
  });
});
