import { readFileSync } from "node:fs";
import { LOCALES } from "@/components/i18n/locale";
import { expect, type Page, test } from "./fixtures";
import type { Say } from "./messages";
import { makePerson, signInContext } from "./people";
import { button, field, row } from "./screen";
import { unique } from "./supply";

const CODES = 500;

for (const language of LOCALES) {
  test.describe(language, () => {
    test.use({ language });

    test("codes are made, taken once, redeemed, and void with their batch", async ({
      page,
      say,
      db,
      baseURL,
      loginAs,
    }) => {
      test.setTimeout(180_000);
      const name = unique("Spring sale");
      const operator = await loginAs("operator", { isSteppedUp: true });
      const as = async (user: typeof operator) => {
        await page.context().clearCookies();
        await signInContext(db, user, { context: page.context(), baseURL: String(baseURL), isSteppedUp: true });
      };

      await test.step("an operator makes five hundred codes", async () => {
        await page.goto("/codes");
        await button(page, say("redemption.create")).first().click();
        const sheet = page.getByRole("dialog", { name: say("redemption.form.title") });
        await field(sheet, say("redemption.form.name")).fill(name);
        await field(sheet, say("redemption.form.count")).fill(String(CODES));
        await field(sheet, say("redemption.form.prefix")).fill("SPRING");
        await field(sheet, say("redemption.form.quota")).fill("0.1");
        await button(sheet, say("redemption.form.title")).click();
        await expect(sheet).toBeHidden();
        const state = row(page, name).getByRole("cell", { name: say("redemption.states.active"), exact: true });
        await expect(state).toBeVisible({ timeout: 20_000 });
      });
      const batch = await db.redemptionBatch.findFirstOrThrow({ where: { name } });

      const codes = await test.step("takes them, once", async () => {
        await row(page, name).click();
        await button(page, say("redemption.take.button")).click();
        const dialog = page.getByRole("dialog", { name: say("redemption.take.title", { name }) });
        await dialog.getByRole("radio", { name: say("redemption.take.formats.txt") }).check();
        const downloading = page.waitForEvent("download");
        await button(dialog, say("redemption.take.submit", { count: CODES })).click();
        const lines = readFileSync(await (await downloading).path(), "utf8")
          .trimEnd()
          .split(/\r?\n/);
        const taken = page.getByRole("dialog", { name: say("redemption.take.doneTitle", { count: CODES }) });
        await taken.getByLabel(say("redemption.take.stored")).check();
        await button(taken, say("redemption.take.close")).click();
        await expect(button(page, say("redemption.take.button"))).toHaveCount(0);
        const again = await page.request.post("/api/redemption-codes", {
          headers: { origin: new URL(page.url()).origin },
          data: { id: batch.id, format: "txt" },
        });
        expect(again.status()).toBe(409);
        return lines;
      });
      expect(new Set(codes).size).toBe(CODES);

      const customer = await makePerson(db);
      await test.step("a customer redeems one, typed carelessly, and not twice", async () => {
        await as(customer);
        await redeem(page, say, ` ${codes[0]?.toLowerCase().replaceAll("-", " ")}`);
        await expect(
          page.getByText(say("redemption.redeem.done", { amount: "$0.1000", balance: "$0.1000" })),
        ).toBeVisible();
        await redeem(page, say, codes[0] ?? "");
        await expect(
          page.getByRole("dialog").getByText(firstWords(say("redemption.errors.used_by_you", NOW))),
        ).toBeVisible();
      });

      await test.step("the operator voids the batch", async () => {
        await as(operator);
        await page.goto(`/codes?open=${batch.id}`);
        await button(page, say("redemption.void.batch")).click();
        const dialog = page.getByRole("dialog", { name: say("redemption.void.batchTitle", { name }) });
        await field(dialog, say("form.reason")).fill("the sale is over");
        await button(dialog, say("redemption.void.batch")).click();
        await expect(page.getByText(say("redemption.void.batchDone", { count: CODES - 1 }))).toBeVisible();
      });

      await test.step("the code in another customer's hands is refused, and says why", async () => {
        await as(await makePerson(db));
        await redeem(page, say, codes[1] ?? "");
        await expect(page.getByRole("dialog").getByText(say("redemption.errors.void"))).toBeVisible();
      });
      expect((await db.user.findUniqueOrThrow({ where: { id: customer.id } })).balance).toBe(50_000n);
    });
  });
}

const NOW = { at: new Date() };

/** The part of a sentence before the time in it. */
function firstWords(text: string): RegExp {
  return new RegExp(
    text
      .split(/\d/)[0]
      ?.trim()
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&") ?? "",
  );
}

async function redeem(page: Page, say: Say, code: string): Promise<void> {
  await page.goto("/wallet");
  await button(page, say("wallet.redeem.action")).click();
  const dialog = page.getByRole("dialog", { name: say("redemption.redeem.title") });
  await field(dialog, say("redemption.redeem.code")).fill(code);
  await button(dialog, say("redemption.redeem.submit")).click();
}
