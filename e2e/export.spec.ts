import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { LOCALES } from "@/components/i18n/locale";
import { expect, type Page, test } from "./fixtures";
import { makeManyLogs } from "./logs";
import type { Say } from "./messages";
import { button } from "./screen";

const ROWS = 200_000;
const FEW = 120;
/** Well inside the range that the list begins with. */
const HALF_DAY_MS = 43_200_000;

for (const language of LOCALES) {
  test.describe(language, () => {
    test.use({ language });

    test("an export of many requests finishes after a reload of the page", async ({ page, say, db, loginAs }) => {
      test.setTimeout(180_000);
      const customer = await loginAs("user");
      const to = new Date();
      await makeManyLogs(db, { userId: customer.id, count: ROWS, from: new Date(to.getTime() - HALF_DAY_MS), to });

      await test.step("starts in the background, because it is too much for one download", async () => {
        const dialog = await openExports(page, say);
        await expect(dialog).toContainText(say("export.plan.rows", { count: ROWS }));
        await dialog.getByRole("radio", { name: say("export.formats.jsonl") }).check();
        await button(dialog, say("export.start")).click();
        await expect(dialog.getByRole("progressbar")).toBeVisible();
      });

      const dialog = await test.step("is found again after a reload, and becomes ready", async () => {
        await page.reload();
        const found = await openExports(page, say);
        await expect(found).toContainText(say("export.statuses.ready"), { timeout: 90_000 });
        return found;
      });

      await test.step("opens as a file with exactly that many rows", async () => {
        const downloading = page.waitForEvent("download");
        await dialog
          .getByRole("listitem")
          .getByRole("link", { name: say("export.download") })
          .click();
        const ids = new Set<string>();
        let rows = 0;
        const file = createReadStream(await (await downloading).path()).pipe(createGunzip());
        for await (const line of createInterface({ input: file })) {
          ids.add(JSON.parse(line).id);
          rows += 1;
        }
        expect(rows).toBe(ROWS);
        expect(ids.size).toBe(ROWS);
      });
    });

    test("an export of few requests is downloaded at once", async ({ page, say, db, loginAs }) => {
      const customer = await loginAs("user");
      const to = new Date();
      await makeManyLogs(db, { userId: customer.id, count: FEW, from: new Date(to.getTime() - HALF_DAY_MS), to });
      const dialog = await openExports(page, say);
      await expect(dialog).toContainText(say("export.plan.rows", { count: FEW }));
      const downloading = page.waitForEvent("download");
      await dialog.getByRole("link", { name: say("export.download") }).click();
      const [head, ...lines] = readFileSync(await (await downloading).path(), "utf8")
        .trimEnd()
        .split("\r\n");
      expect(head).toContain("time,id,kind");
      expect(head).not.toContain("channel");
      expect(lines).toHaveLength(FEW);
    });
  });
}

async function openExports(page: Page, say: Say) {
  await page.goto("/logs");
  await button(page, say("export.open")).click();
  return page.getByRole("dialog", { name: say("export.title") });
}
