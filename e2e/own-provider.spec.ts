import OpenAI from "openai";
import { replaceSetting } from "@/server/testing/setting";
import { expect, test, untilOffered } from "./fixtures";
import { upstreamUrl } from "./installation";
import { credit, makePerson } from "./people";
import { begins, button, field, fillTags, row } from "./screen";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const USD = 500_000n;
const ask = (gateway: OpenAI, model: string) =>
  gateway.chat.completions
    .create({ model, messages: [{ role: "user", content: "who answers?" }] })
    .then(() => "answered")
    .catch((error: unknown) => (error instanceof OpenAI.APIError ? String(error.code) : String(error)));

for (const language of ["en", "zh-CN"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("a provider that somebody brings serves their requests, costs them nothing here, and serves nobody else's", async ({
      page,
      say,
      db,
      client,
      loginAs,
    }) => {
      await replaceSetting(db, "providers.ownAllowedHosts", [new URL(upstreamUrl()).hostname]);
      const [name, model] = [unique("mine"), unique("only-mine")];
      const owner = await loginAs("user");
      await page.goto("/providers");
      await button(page, say("ownProvider.create")).first().click();

      await test.step("it is brought with a key, an address and its models", async () => {
        const sheet = page.getByRole("dialog", { name: say("ownProvider.form.createTitle") });
        await sheet.getByRole("combobox", { name: begins(say("ownProvider.form.type")) }).click();
        await page.getByRole("option", { name: begins("Other OpenAI-compatible server") }).click();
        await field(sheet, say("ownProvider.form.name")).fill(name);
        await field(sheet, say("ownProvider.form.key")).fill("sk-good-of-a-customer");
        await field(sheet, say("ownProvider.form.baseUrl")).fill(upstreamUrl());
        await fillTags(sheet, say("ownProvider.form.models", { count: 0 }), [model]);
        await button(sheet, say("ownProvider.form.create")).click();
      });

      await test.step("it is tested at once, with a real request", async () => {
        const dialog = page.getByRole("dialog", { name: say("ownProvider.test.title", { name }) });
        await button(dialog, say("channel.test.run")).click();
        await expect(dialog.getByText(say("channel.test.passed"))).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(dialog).toBeHidden();
        await expect(row(page, name)).toBeVisible();
      });

      const mine = client((await makeToken(db, owner)).key);
      await untilOffered(mine, model);
      expect(await ask(mine, model)).toBe("answered");
      const log = await db.log.findFirstOrThrow({ where: { userId: owner.id, kind: "consume" } });
      expect(log).toMatchObject({ model, quota: 0n });
      expect(log.channelId).toMatch(/^prv_/);

      await test.step("somebody else, however rich, does not get at it", async () => {
        const other = await makePerson(db);
        await credit(db, other, 5n * USD);
        expect(await ask(client((await makeToken(db, other)).key), model)).toBe("model_not_found");
      });

      await test.step("switched off, it serves no more", async () => {
        await row(page, name).click();
        const sheet = page.getByRole("dialog", { name });
        await button(sheet, say("ownProvider.actions.disable")).click();
        await expect(page.getByText(say("ownProvider.actions.disabled"), { exact: true })).toBeVisible();
        await expect.poll(() => ask(mine, model), { timeout: 5_000, intervals: [50] }).toBe("model_not_found");
      });

      await test.step("staff see that it exists, and nothing of its key", async () => {
        await loginAs("admin");
        await page.goto(`/users/${owner.id}?tab=providers`);
        await expect(row(page, name)).toContainText(new URL(upstreamUrl()).host);
        await expect(page.locator("body")).not.toContainText("sk-good");
        await page.goto(`/channels?search=${name}`);
        await expect(button(page, say("table.clearFilters")).first()).toBeVisible();
        await expect(row(page, name)).toHaveCount(0);
      });
    });
  });
}

test("who chooses so has nothing sent to the site's channels", async ({ page, say, db, client, loginAs }) => {
  const model = unique("shared");
  const groups = [await makeGroup(db)];
  // Before the channel: its counter makes the gateway read prices too.
  await db.modelPrice.create({ data: { model, inputPrice: "1", outputPrice: "2" } });
  await makeChannel(db, { models: [model], groups });
  const owner = await loginAs("user");
  await db.user.update({ where: { id: owner.id }, data: { groupName: groups[0] ?? "" } });
  await credit(db, owner, 5n * USD);
  const gateway = client((await makeToken(db, owner)).key);
  await untilOffered(gateway, model);
  await db.channel.create({
    data: {
      id: unique("prv"),
      name: "kept",
      searchText: "kept",
      provider: "openai",
      preset: "custom",
      baseUrl: upstreamUrl(),
      models: JSON.stringify(["another"]),
      groups: "[]",
      ownerId: owner.id,
      ownerKey: "kept",
    },
  });
  await page.goto("/providers");
  await page.getByRole("radio", { name: begins(say("ownProvider.policy.options.only")) }).click();
  await expect(page.getByText(say("ownProvider.policy.saved"))).toBeVisible();
  await expect.poll(() => ask(gateway, model), { timeout: 5_000, intervals: [50] }).toBe("own_provider_unavailable");
});
