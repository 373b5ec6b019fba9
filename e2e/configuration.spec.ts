import type { Browser } from "@playwright/test";
import type { Locale } from "@/components/i18n/locale";
import type { Db } from "@/server/kernel/database/client";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { systemOf } from "@/server/testing/people";
import { expect, type Page, test, untilOffered } from "./fixtures";
import { messages } from "./messages";
import { credit, makePerson, makeStaff, signInContext } from "./people";
import { button, field, fillTags, row } from "./screen";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const USD = 500_000n;
const ROLL_BACK_MS = 30_000;
const LANGUAGES: readonly Locale[] = ["en", "zh-CN"];

/** A model of the journey's own at 2 dollars a million tokens of input. */
async function makePricedModel(db: Db): Promise<string> {
  const model = unique("model");
  await withTransaction(systemOf(db), async (tx) => {
    await tx.db.modelPrice.create({
      data: { model, mode: "token", inputPrice: "2", outputPrice: "8", callPrice: "0" },
    });
    await bumpStateVersion(tx, "price");
  });
  return model;
}

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ language });

    test("a wrong price is seen in what requests cost, and rolled back in under 30 seconds with the cause in the audit", async ({
      page,
      say,
      db,
      client,
      loginAs,
    }) => {
      const model = await makePricedModel(db);
      const group = await makeGroup(db);
      await makeChannel(db, { models: [model], groups: [group] });
      const customer = await makePerson(db, { groupName: group });
      await credit(db, customer, 50n * USD);
      const gateway = client((await makeToken(db, customer)).key);
      await untilOffered(gateway, model);
      await loginAs("admin");

      await test.step("somebody publishes 15 in the place of 2", async () => {
        await page.goto(`/models?open=${encodeURIComponent(model)}`);
        const sheet = page.getByRole("dialog");
        await button(sheet, say("price.edit")).click();
        const form = page.getByRole("dialog", { name: say("price.editTitle", { model }) });
        await field(form, say("price.form.input")).fill("15");
        await button(form, say("price.form.submit")).click();
        await expect(form).toBeHidden();
      });
      await expect
        .poll(async () => (await db.modelPrice.findUniqueOrThrow({ where: { model } })).inputPrice)
        .toBe("15");

      const noticedAt = Date.now();
      await test.step("the history shows it, and takes it back", async () => {
        await page.goto(`/history?q=${encodeURIComponent(model)}`);
        await row(page, "2 → 15").click();
        const sheet = page.getByRole("dialog");
        await expect(sheet.getByText(say("revision.fields.price.inputPrice"), { exact: true }).first()).toBeVisible();
        await button(sheet, say("revision.rollBack.open")).click();
        const dialog = page.getByRole("dialog", { name: say("revision.rollBack.title", { count: 1, name: model }) });
        await dialog.getByLabel(say("revision.rollBack.reason"), { exact: true }).fill("fifteen was a slip");
        await button(dialog, say("revision.rollBack.submit")).click();
        await expect(page.getByText(say("revision.rollBack.done"))).toBeVisible();
      });
      expect(Date.now() - noticedAt).toBeLessThan(ROLL_BACK_MS);
      expect((await db.modelPrice.findUniqueOrThrow({ where: { model } })).inputPrice).toBe("2");

      await test.step("the audit trail has the cause", async () => {
        await page.goto(`/audit?targetKind=price&targetId=${encodeURIComponent(model)}`);
        await expect(row(page, "fifteen was a slip")).toBeVisible();
      });
    });

    test("two admins edit one channel: what only one changed is taken over, what both changed is chosen", async ({
      page,
      say,
      db,
      browser,
      baseURL,
      loginAs,
    }) => {
      const channel = await makeChannel(db, { models: ["model-a"], weight: 1 });
      await loginAs("admin");
      await openForm(page, channel.id, language);
      const other = await otherAdmin(browser, { db, baseURL: String(baseURL), language });
      await openForm(other, channel.id, language);

      await test.step("the other one is faster", async () => {
        await field(other, say("channel.form.notes")).fill("theirs");
        await fillTags(other, say("channel.form.models", { count: 1 }), ["model-theirs"]);
        await button(other, say("channel.form.save")).click();
        await expect(other.getByText(say("channel.form.saved"))).toBeVisible();
        await other.context().close();
      });

      await test.step("the first one keeps what they typed, and decides", async () => {
        await field(page, say("channel.form.notes")).fill("mine");
        await fillTags(page, say("channel.form.models", { count: 1 }), ["model-mine"]);
        await button(page, say("channel.form.save")).click();
        const merge = page.getByRole("dialog", { name: say("form.merge.title") });
        await expect(button(merge, say("form.merge.save"))).toBeDisabled();
        const both = merge.getByRole("group", { name: say("revision.fields.channel.models"), exact: true });
        await both.getByRole("radio", { name: say("form.merge.both") }).click();
        const notes = merge.getByRole("group", { name: say("revision.fields.any.notes"), exact: true });
        await notes.getByRole("radio", { name: say("form.merge.mine") }).click();
        await button(merge, say("form.merge.save")).click();
        await expect(page.getByText(say("channel.form.saved"))).toBeVisible();
      });
      const saved = await db.channel.findUniqueOrThrow({ where: { id: channel.id } });
      expect(saved.notes).toBe("mine");
      expect(JSON.parse(saved.models)).toEqual(["model-a", "model-theirs", "model-mine"]);
    });
  });
}

/** A second person at another screen. */
async function otherAdmin(
  browser: Browser,
  { db, baseURL, language }: { db: Db; baseURL: string; language: Locale },
): Promise<Page> {
  const context = await browser.newContext({ baseURL, locale: language === "en" ? "en-US" : language });
  await signInContext(db, await makeStaff(db, "admin"), { context, baseURL });
  return context.newPage();
}

async function openForm(page: Page, channelId: string, language: Locale): Promise<void> {
  const say = messages(language);
  await page.goto(`/channels/${channelId}`);
  await button(page, say("channel.actions.edit")).click();
  await expect(button(page, say("channel.form.save"))).toBeVisible();
}
