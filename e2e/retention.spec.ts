import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { replaceSetting } from "@/server/testing/setting";
import { expect, test } from "./fixtures";
import { makeTraffic } from "./logs";
import { button, row } from "./screen";

const DAY_MS = 86_400_000;
const COUNT = 37;

// In one language: there is one clean-up at a time, and it is about the whole installation.
test("what the preview shows is deleted, and the archived month is searched from the log page", async ({
  page,
  say,
  db,
  loginAs,
}) => {
  test.setTimeout(120_000);
  const root = await loginAs("root", { isSteppedUp: true });
  const at = new Date(Date.now() - 130 * DAY_MS);
  const ids = await makeTraffic(db, { model: "archived-model", httpStatus: 200, at, userId: root.id, count: COUNT });
  await replaceSetting(db, "retention.archiveEnabled", true);
  const before = await db.log.count({ where: { createdAt: { lt: new Date(Date.now() - 91 * DAY_MS) } } });

  const logsRow = await test.step("counts what is too old, class by class", async () => {
    await page.goto("/retention");
    await button(page, say("retention.preview.action")).click();
    // The first table has the classes; runs and archives below it name them too.
    const found = row(page, say("retention.classes.logs.label")).first();
    await expect(found).toContainText(String(before));
    return found;
  });

  await test.step("deletes exactly that, once a word was typed", async () => {
    await button(page, say("retention.run.action")).click();
    const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
    await dialog.getByRole("textbox").fill(say("retention.run.word"));
    await dialog.getByRole("button", { name: /^Delete [\d,]+ rows$/ }).click();
    await expect(page).toHaveURL(/\/jobs\?open=job_/);
    await expect
      .poll(() => db.log.count({ where: { id: { in: ids } } }), { timeout: 60_000, message: "the old rows go" })
      .toBe(0);
    await page.goto("/retention");
    const line = `${say("retention.classes.logs.label")}: ${before} `;
    await expect(page.getByText(line).first()).toBeVisible({ timeout: 30_000 });
    await button(page, say("retention.preview.action")).click();
    await expect(logsRow).not.toContainText(String(before));
  });

  await test.step("has its file verified", async () => {
    const verify = page.getByRole("button", { name: `${say("retention.archives.verify")}: ` });
    await verify.first().click();
    await expect(page.getByText(say("retention.archives.verified")).first()).toBeVisible({ timeout: 20_000 });
  });

  await test.step("goes on listing the requests", async () => {
    const range = { from: new Date(at.getTime() - DAY_MS), to: new Date(at.getTime() + DAY_MS) };
    await page.goto(hrefOfLogs({ model: ["archived-model"], ...range }));
    await expect(row(page, "archived-model").first()).toBeVisible({ timeout: 20_000 });
    await page.goto(`/logs/${ids[0]}`);
    await expect(page.getByText("archived-model").first()).toBeVisible({ timeout: 20_000 });
  });
});
