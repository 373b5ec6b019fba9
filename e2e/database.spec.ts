import { expect, test } from "./fixtures";
import { button } from "./screen";

test("an admin sees that an index is gone, and the statement shown brings it back", async ({
  page,
  say,
  db,
  loginAs,
}) => {
  const index = "channel_tests_job_id_idx";
  await db.$executeRawUnsafe(`DROP INDEX ${index}`);
  await loginAs("admin");
  await page.goto("/database");
  await expect(page.getByRole("heading", { name: say("database.tables.title") })).toBeVisible();
  await expect(page.getByText(say("database.indexes.faults.missing.label"))).toBeVisible();
  const statement = await page.locator("pre", { hasText: index }).innerText();
  await db.$executeRawUnsafe(statement);
  await button(page, say("database.refresh")).click();
  await expect(page.getByText(index, { exact: true })).toBeHidden();
});

test("the file is read through on demand, and is sound", async ({ page, say, loginAs }) => {
  await loginAs("admin");
  await page.goto("/database");
  await button(page, say("database.file.check")).click();
  await expect(page.getByText(say("database.file.sound"))).toBeVisible();
});
