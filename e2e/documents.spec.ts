import { readFileSync } from "node:fs";
import type { Locale } from "@/components/i18n/locale";
import {
  type ConfigurationDocument,
  type DocumentObject,
  ConfigurationDocument as DocumentSchema,
} from "@/server/configuration/document/schema";
import type { Db } from "@/server/kernel/database/client";
import { bumpStateVersion } from "@/server/kernel/state-version";
import { withTransaction } from "@/server/kernel/transaction";
import { systemOf } from "@/server/testing/people";
import { expect, type Page, test } from "./fixtures";
import type { Say } from "./messages";
import { button, row } from "./screen";
import { unique } from "./supply";

const LANGUAGES: readonly Locale[] = ["en", "zh-CN"];
/** One that no other journey is about. */
const SETTING = "quota.userTokensMax";

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

/** The configuration as the page gives it. */
async function exported(page: Page, say: Say): Promise<ConfigurationDocument> {
  await page.goto("/documents");
  const downloading = page.waitForEvent("download");
  await button(page, say("document.export.submit")).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^gatehouse-configuration-\d{4}-\d\d-\d\d\.json$/);
  return DocumentSchema.parse(JSON.parse(readFileSync(await download.path(), "utf8")));
}

/** The same with another price and setting, and nothing of what other journeys are at work on. */
function edited(document: ConfigurationDocument, model: string, after: { price: string; limit: number }): string {
  const objects = document.objects.flatMap((object): DocumentObject[] => {
    if (object.kind === "price" && object.id === model)
      return [{ ...object, content: { ...object.content, inputPrice: after.price } }];
    return object.kind === "setting" && object.id === SETTING ? [{ ...object, content: { value: after.limit } }] : [];
  });
  expect(objects).toHaveLength(2);
  return JSON.stringify({ ...document, kinds: [], objects });
}

/** Chooses the file and looks at what it would change. */
async function look(page: Page, say: Say, text: string): Promise<void> {
  await page
    .getByLabel(say("document.import.drop"))
    .setInputFiles({ name: "edited.json", mimeType: "application/json", buffer: Buffer.from(text) });
  await expect(page.getByText(/edited\.json/)).toBeVisible();
  await button(page, say("document.import.preview")).click();
  const summary = say("document.import.summary", { changes: 2, unchanged: 0, held: 0 });
  await expect(page.getByText(summary, { exact: true })).toBeVisible();
}

async function giveReason(page: Page, say: Say, reason: string): Promise<void> {
  await page.getByLabel(say("document.import.reason"), { exact: true }).fill(reason);
}

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ language });

    test("a price and a setting are changed in an exported file, looked at, applied, and seen in the history", async ({
      page,
      say,
      db,
      loginAs,
    }) => {
      const model = await makePricedModel(db);
      const limit = language === "en" ? 2_101 : 2_102;
      await loginAs("root", { isSteppedUp: true });
      const document = await exported(page, say);
      expect(document.secrets).toBeUndefined();

      await test.step("the preview shows both, field by field, and changes nothing", async () => {
        await look(page, say, edited(document, model, { price: "3", limit }));
        const object = page.locator("details").filter({ hasText: model });
        await object.locator("summary").click();
        await expect(object.getByText(say("revision.fields.price.inputPrice"), { exact: true })).toBeVisible();
        expect((await db.modelPrice.findUniqueOrThrow({ where: { model } })).inputPrice.toString()).toBe("2");
      });

      const reason = unique("applied");
      await test.step("applied, both are in force", async () => {
        await giveReason(page, say, reason);
        const apply = say("document.import.apply", { count: 2 });
        await button(page, apply).click();
        await button(page.getByRole("alertdialog"), apply).click();
        await expect(page.getByText(say("document.import.done", { count: 2 }))).toBeVisible();
        expect((await db.modelPrice.findUniqueOrThrow({ where: { model } })).inputPrice.toString()).toBe("3");
        expect((await db.setting.findUniqueOrThrow({ where: { key: SETTING } })).value).toBe(String(limit));
      });

      await test.step("the history has both, with the reason", async () => {
        await page.goto(`/history?q=${encodeURIComponent(reason)}`);
        await expect(row(page, "2 → 3")).toBeVisible();
        await expect(row(page, `→ ${limit}`)).toContainText(say("setting.keys.quota_userTokensMax.label"));
      });
    });

    test("the file is kept as a draft, tried out and published", async ({ page, say, db, loginAs }) => {
      const model = await makePricedModel(db);
      const limit = language === "en" ? 2_201 : 2_202;
      await loginAs("root", { isSteppedUp: true });
      const document = await exported(page, say);
      const title = unique("draft");

      await test.step("nothing is in force while it is a draft", async () => {
        await look(page, say, edited(document, model, { price: "4", limit }));
        await giveReason(page, say, title);
        await button(page, say("document.import.draft.keep")).click();
        await expect(page.getByText(say("document.import.draft.kept", { count: 2 }))).toBeVisible();
        expect((await db.modelPrice.findUniqueOrThrow({ where: { model } })).inputPrice.toString()).toBe("2");
        await page.getByRole("link", { name: say("document.import.draft.open") }).click();
        await expect(page.getByRole("heading", { name: title })).toBeVisible();
      });

      await test.step("a dry run says that it would go through", async () => {
        await button(page, say("draft.dryRun.run")).click();
        await expect(page.getByText(say("draft.dryRun.passes"))).toBeVisible();
        expect((await db.modelPrice.findUniqueOrThrow({ where: { model } })).inputPrice.toString()).toBe("2");
      });

      await test.step("published, it is in force and in the history", async () => {
        await button(page, say("draft.publish")).click();
        await button(page.getByRole("alertdialog"), say("draft.publish")).click();
        await expect(page.getByText(say("draft.published"))).toBeVisible();
        expect((await db.modelPrice.findUniqueOrThrow({ where: { model } })).inputPrice.toString()).toBe("4");
        await page.goto(`/history?q=${encodeURIComponent(model)}`);
        await expect(row(page, "2 → 4")).toBeVisible();
      });
    });
  });
}
