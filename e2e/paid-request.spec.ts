import { formatQuota } from "@/components/format/quota";
import { LOCALES } from "@/components/i18n/locale";
import { expect, type Page, test, untilOffered } from "./fixtures";
import { PASSWORD, upstreamUrl } from "./installation";
import type { Say } from "./messages";
import { makePerson } from "./people";
import { begins, button, field, fillTags, row, stepUp } from "./screen";
import { unique } from "./supply";

/** Of the starting price list, in US dollars per million tokens; a model of its own for each language. */
const PRICED = {
  en: { model: "gpt-4.1", input: 2, output: 8 },
  "zh-CN": { model: "gpt-4.1-mini", input: 0.4, output: 1.6 },
} as const;
const UNITS_PER_USD = 500_000;
const TOP_UP_USD = 5;

for (const language of LOCALES) {
  test.describe(language, () => {
    test.use({ language });

    test("a customer is set up, calls a model twice and pays exactly what the log says", async ({
      page,
      say,
      db,
      client,
    }) => {
      test.setTimeout(240_000);
      const { model, input, output } = PRICED[language];
      const admin = await makePerson(db, { role: "admin" });

      await test.step("the administrator signs in by the form", async () => {
        await page.goto("/channels");
        await expect(page).toHaveURL(/\/login/);
        await signInByForm(page, say, admin.username);
        await expect(page, "back to the page that was asked for").toHaveURL(/\/channels$/);
      });

      const channelName = unique("upstream");
      await test.step("adds a channel and sees its test answer", async () => {
        await button(page, say("channel.create")).first().click();
        const sheet = page.getByRole("dialog", { name: say("channel.form.createTitle") });
        await field(sheet, say("channel.form.name")).fill(channelName);
        await field(sheet, say("channel.form.baseUrl")).fill(upstreamUrl());
        await field(sheet, say("channel.form.keys")).fill(`sk-good-${channelName}`);
        await fillTags(sheet, say("channel.form.models", { count: 0 }), [model]);
        await button(sheet, say("channel.form.create")).click();

        const dialog = page.getByRole("dialog", { name: say("channel.test.title", { name: channelName }) });
        await button(dialog, say("channel.test.run")).click();
        const result = dialog.getByRole("region", { name: say("channel.test.result") });
        await expect(result.getByText(say("channel.test.passed"))).toBeVisible();
        await expect(result.getByText(begins(`${model} heard:`))).toBeVisible();
        await button(dialog, say("common.close")).click();
        await expect(row(page, channelName)).toBeVisible();
      });

      const username = unique("customer");
      await test.step("makes a customer", async () => {
        await page.goto("/users");
        await button(page, say("user.create")).click();
        const sheet = page.getByRole("dialog", { name: say("user.form.createTitle") });
        await field(sheet, say("user.fields.username")).fill(username);
        await field(sheet, say("user.fields.password")).fill(PASSWORD);
        await button(sheet, say("user.form.create")).click();
        await expect(sheet).toBeHidden();
      });
      const customer = await db.user.findUniqueOrThrow({ where: { username } });

      await test.step("tops the customer up, giving the password again as the sign-in is long ago", async () => {
        await db.session.updateMany({ where: { userId: admin.id }, data: { steppedUpAt: null } });
        await page.goto(`/users/${customer.id}`);
        await button(page, say("user.actions.adjust")).click();
        const dialog = page.getByRole("dialog", { name: say("ledger.adjust.title", { name: username }) });
        await field(dialog, say("ledger.adjust.amount")).fill(String(TOP_UP_USD));
        await field(dialog, say("ledger.adjust.reason")).fill(`paid by transfer ${username}`);
        await button(dialog, say("ledger.adjust.submitAdd", { amount: "$5.00" })).click();
        await giveStepUp(page, say);
        await expect(dialog).toBeHidden();
        await expect(figure(page, say("user.detail.balance"))).toContainText("$5.00");
      });

      const key = await test.step("makes a token for the customer, whose key is shown once", async () => {
        await page.getByRole("tab", { name: say("user.detail.tabs.tokens") }).click();
        await button(page, say("user.tokens.create")).click();
        const sheet = page.getByRole("dialog", { name: say("token.create") });
        await field(sheet, say("token.form.name")).fill("first program");
        await button(sheet, say("token.create")).click();
        const shown = page.getByRole("dialog", { name: say("token.secret.title", { name: "first program" }) });
        const text = await shown.getByText(/^sk-[0-9A-Za-z]{48}$/).innerText();
        await shown.getByLabel(say("common.secret.stored")).check();
        await button(shown, say("common.secret.done")).click();
        await expect(page.getByText(text)).toHaveCount(0);
        return text;
      });

      const charges = await test.step("the customer's program asks, whole and as a stream", async () => {
        const gateway = client(key);
        await untilOffered(gateway, model);
        const whole = await gateway.chat.completions
          .create({ model, messages: [{ role: "user", content: "what does a gatehouse keep?" }] })
          .withResponse();
        expect(whole.data.choices[0]?.message.content).toBe(`${model} heard: what does a gatehouse keep?`);

        const streamed = await gateway.chat.completions
          .create({
            model,
            messages: [{ role: "user", content: "and who pays the toll?" }],
            stream: true,
            stream_options: { include_usage: true },
          })
          .withResponse();
        let text = "";
        let usage = null;
        for await (const chunk of streamed.data) {
          text += chunk.choices[0]?.delta.content ?? "";
          usage = chunk.usage ?? usage;
        }
        expect(text).toBe(`${model} heard: and who pays the toll?`);
        return [
          { id: String(whole.request_id), usage: whole.data.usage },
          { id: String(streamed.request_id), usage },
        ].map(({ id, usage: used }) => {
          const dollars = ((used?.prompt_tokens ?? 0) * input + (used?.completion_tokens ?? 0) * output) / 1_000_000;
          expect(dollars).toBeGreaterThan(0);
          return { id, units: Math.ceil(Number((dollars * UNITS_PER_USD).toFixed(6))) };
        });
      });

      for (const { id, units } of charges) {
        await test.step("support finds the request by its id, with its price and its way", async () => {
          await expect.poll(() => db.log.count({ where: { id } })).toBe(1);
          await page.goto("/");
          await page.keyboard.press("ControlOrMeta+k");
          const palette = page.getByRole("dialog", { name: say("shell.palette.title") });
          await palette.getByRole("combobox").fill(id);
          await palette.getByRole("option", { name: new RegExp(model.replace(".", "\\.")) }).click();
          const sheet = page.getByRole("dialog").filter({ hasText: id });
          await expect(sheet.getByRole("row").filter({ hasText: say("log.formula.output") })).toContainText(
            say("log.formula.perMillion", { price: `$${output.toFixed(2)}` }),
          );
          await expect(
            sheet.getByText(say("log.formula.units", { units: String(units) }), { exact: true }),
          ).toBeVisible();
          await expect(sheet.getByText(say("log.attempt.title", { position: 1 }))).toBeVisible();
          await expect(sheet.getByRole("link", { name: channelName }).first()).toBeVisible();
        });
      }

      await test.step("the balance fell by exactly that, and the ledger says why", async () => {
        const spent = charges.reduce((sum, { units }) => sum + units, 0);
        const left = BigInt(TOP_UP_USD * UNITS_PER_USD - spent);
        await page.goto(`/users/${customer.id}?tab=ledger`);
        await expect(figure(page, say("user.detail.balance"))).toContainText(formatQuota(left));
        await expect(async () => {
          await page.getByRole("heading", { level: 1 }).hover();
          await figure(page, say("user.detail.balance")).getByText(formatQuota(left)).hover();
          await expect(page.getByRole("tooltip")).toContainText(left.toLocaleString("en"), { timeout: 2_000 });
        }).toPass();
        await expect(row(page, say("ledger.kinds.consume"))).toContainText(formatQuota(BigInt(-spent)));
        await expect(row(page, say("ledger.kinds.adjust"))).toContainText(`paid by transfer ${username}`);
      });

      await test.step("the audit trail shows who topped up, and the difference", async () => {
        await page.goto("/audit");
        await row(page, `paid by transfer ${username}`).click();
        const sheet = page.getByRole("dialog", { name: say("audit.detail.title") });
        await expect(sheet.getByText("ledger.adjust", { exact: true })).toBeVisible();
        await expect(sheet.getByRole("link", { name: admin.username })).toBeVisible();
        await expect(sheet.getByRole("listitem").filter({ hasText: "balance" })).toContainText(
          String(TOP_UP_USD * UNITS_PER_USD),
        );
      });

      await test.step("the customer sees the same from the other side", async () => {
        await page.context().clearCookies();
        await page.goto("/logs");
        await signInByForm(page, say, username);
        await expect(page).toHaveURL(/\/logs$/);
        await expect(row(page, model)).toHaveCount(2);
        await expect(page.getByText(channelName)).toHaveCount(0);
      });
    });
  });
}

async function signInByForm(page: Page, say: Say, username: string): Promise<void> {
  await field(page, say("login.name")).fill(username);
  await page.getByLabel(say("login.password"), { exact: true }).fill(PASSWORD);
  await button(page, say("login.submit")).click();
  await expect(page.getByRole("navigation", { name: say("shell.navigation") })).toBeVisible();
}

function giveStepUp(page: Page, say: Say): Promise<void> {
  const word = (name: string) => say(`common.stepUp.${name}`);
  return stepUp(page, { title: word("title"), password: word("password"), confirm: word("confirm") }, PASSWORD);
}

function figure(page: Page, term: string) {
  return page.locator("dl > div").filter({ has: page.getByRole("term").getByText(term, { exact: true }) });
}
