import OpenAI from "openai";
import { expect, test, untilOffered } from "./fixtures";
import { credit, makePerson } from "./people";
import { button, row } from "./screen";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const MODEL = "gpt-4o";
const USD = 500_000n;

test("testing all listed channels is a job that reports each of them", async ({ page, say, db, loginAs }) => {
  const word = unique("batch");
  const good = await Promise.all([1, 2].map((n) => makeChannel(db, { name: `${word}-good-${n}`, models: [MODEL] })));
  const bad = await makeChannel(db, {
    name: `${word}-bad`,
    models: [MODEL],
    keys: ["sk-mock-500"],
    groups: [await makeGroup(db)],
  });
  await loginAs("operator");
  await page.goto(`/channels?search=${word}`);
  await expect(row(page, word)).toHaveCount(3);
  await button(page, say("channel.testMany.all")).click();
  await button(page.getByRole("alertdialog"), say("channel.testMany.confirm")).click();

  await expect(page).toHaveURL(/\/jobs\?open=job_/);
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText(say("job.detail.counts", { done: 2, failed: 1, total: 3 }))).toBeVisible();
  await expect(sheet.getByRole("progressbar", { name: say("job.detail.progress") })).toHaveAttribute(
    "aria-valuenow",
    "100",
  );
  for (const { name } of [...good, bad]) await expect(sheet.getByRole("link", { name })).toBeVisible();
  await expect(sheet.getByRole("listitem").filter({ hasText: bad.name })).toContainText(
    say("job.report.status.failed"),
  );

  await test.step("the report survives a reload, and what failed can be run again", async () => {
    await page.reload();
    await button(sheet, say("job.detail.retry", { count: 1 })).click();
    await expect(sheet.getByText(say("job.detail.counts", { done: 0, failed: 1, total: 1 }))).toBeVisible();
  });

  await test.step("every test is a cell of its channel's strip", async () => {
    await page.goto(`/channels/${bad.id}?tab=tests`);
    await expect(row(page, say("channel.tests.failed"))).toHaveCount(2);
  });
});

test("a bulk change says which channels it could not change", async ({ page, say, db, loginAs }) => {
  const word = unique("many");
  const groups = [await makeGroup(db)];
  const channels = await Promise.all(
    [1, 2, 3].map((n) => makeChannel(db, { name: `${word}-${n}`, models: [MODEL], groups })),
  );
  await loginAs("admin");
  await page.goto(`/channels?search=${word}`);
  await expect(row(page, word)).toHaveCount(3);
  await page.getByRole("checkbox", { name: say("table.selectAll") }).check();
  const gone = channels[1];
  await test.step("meanwhile somebody deletes one of them", async () => {
    await db.channel.update({ where: { id: gone?.id ?? "" }, data: { deletedAt: new Date() } });
  });
  const bar = page.getByRole("region", { name: say("table.bulk") });
  await button(bar, say("channel.bulk.disable")).click();
  await button(page.getByRole("alertdialog"), say("channel.bulk.disableConfirm")).click();
  const report = page.getByRole("dialog", { name: say("channel.bulk.reportTitle") });
  await expect(report.getByText(say("channel.bulk.report", { done: 2, failed: 1 }))).toBeVisible();
  await expect(report.getByRole("link", { name: gone?.name ?? "" })).toBeVisible();
  await button(report, say("channel.bulk.close")).last().click();
  await expect(row(page, say("channel.status.disabled"))).toHaveCount(2);
});

test("a key that the upstream refuses is switched off with the upstream's words, and a person brings it back", async ({
  page,
  say,
  db,
  client,
  loginAs,
}) => {
  const group = await makeGroup(db);
  const channel = await makeChannel(db, { models: [MODEL], groups: [group], keys: ["sk-mock-401"] });
  const customer = await makePerson(db, { groupName: group });
  await credit(db, customer, 5n * USD);
  const gateway = client((await makeToken(db, customer)).key);
  await untilOffered(gateway, MODEL);

  await test.step("requests fail until the channel is off", async () => {
    const ask = () =>
      gateway.chat.completions
        .create({ model: MODEL, messages: [{ role: "user", content: "anybody there?" }] })
        .catch((error: unknown) => (error instanceof OpenAI.APIError ? error.code : error));
    await expect.poll(ask, { intervals: [50], timeout: 15_000 }).toBe("model_not_found");
  });
  expect((await db.user.findUniqueOrThrow({ where: { id: customer.id } })).balance).toBe(5n * USD);

  await loginAs("admin");
  await page.goto(`/channels/${channel.id}`);
  await expect(page.getByText(say("channel.status.auto_disabled")).first()).toBeVisible();
  await expect(page.getByText(/401: .*Incorrect API key provided/).first()).toBeVisible();
  await button(page, say("channel.actions.enable")).click();
  await expect(page.getByText(say("channel.actions.enabled"))).toBeVisible();
  await page.getByRole("tab", { name: say("channel.tabs.history") }).click();
  await button(page, say("revision.showEvents")).click();
  await expect(page.getByText("channel.autoDisable").first()).toBeVisible();
  await expect(page.getByText("channel.enable", { exact: true })).toBeVisible();
});
