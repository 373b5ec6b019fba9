import { readFileSync } from "node:fs";
import { LOCALES } from "@/components/i18n/locale";
import { newId } from "@/server/kernel/ids";
import { expect, type Page, test } from "./fixtures";
import { makeTraffic } from "./logs";
import { button } from "./screen";

const SERVED = 7;
const FAILED = 3;
const HOUR_MS = 3_600_000;

/** The requests of the log page, and nothing else on it. */
const logRows = (page: Page) => page.locator("[data-row-id]");

for (const language of LOCALES) {
  test.describe(language, () => {
    test.use({ language });

    test("a bar leads to as many logs as it counts, and so does its number in the table", async ({
      page,
      say,
      db,
      loginAs,
    }) => {
      const customer = await loginAs("user");
      const model = `bars-${newId("req").slice(-8)}`;
      const traffic = { model, at: new Date(Date.now() - 2 * HOUR_MS), userId: customer.id };
      await makeTraffic(db, { ...traffic, httpStatus: 200, count: SERVED });
      await makeTraffic(db, { ...traffic, httpStatus: 502, count: FAILED });
      const figureOf = (metric: "requests" | "errors") =>
        page.getByRole("figure", {
          name: say("activity.chartBy", {
            metric: say(`activity.metrics.${metric}`),
            dimension: say("activity.bys.model"),
          }),
        });

      await test.step("by a click on the bar", async () => {
        await page.goto("/activity?range=24h&metric=requests");
        await figureOf("requests").locator(".recharts-bar-rectangle path").click();
        await page.waitForURL(/\/logs\?/);
        await expect(logRows(page)).toHaveCount(SERVED + FAILED);
      });

      await test.step("by the number of failed ones, with the keyboard alone", async () => {
        await page.goto("/activity?range=24h&metric=errors");
        await button(figureOf("errors"), say("chart.showTable")).press("Enter");
        const number = figureOf("errors").getByRole("link", { name: String(FAILED), exact: true });
        await number.press("Enter");
        await page.waitForURL(/\/logs\?/);
        await expect(logRows(page)).toHaveCount(FAILED);
      });

      await test.step("the same numbers are in the file", async () => {
        await page.goto("/activity?range=24h&metric=requests");
        const downloading = page.waitForEvent("download");
        const figure = figureOf("requests");
        await figure.getByRole("button", { name: /CSV/ }).click();
        const lines = readFileSync(await (await downloading).path(), "utf8").split("\r\n");
        expect(lines[0]).toContain(model);
        expect(lines.filter((line) => line.endsWith(`,${SERVED + FAILED}`))).toHaveLength(1);
        expect(lines).toHaveLength(25);
      });
    });

    test("customers see their own activity alone; who used nothing is told so", async ({ page, say, loginAs }) => {
      await loginAs("user");
      await page.goto("/activity");
      await expect(page.getByText(say("activity.empty.title"))).toBeVisible();
      await expect(page.getByText(say("activity.tops.title.user"), { exact: true })).toHaveCount(0);
    });
  });
}
