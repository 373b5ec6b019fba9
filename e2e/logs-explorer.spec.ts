import { LOCALES } from "@/components/i18n/locale";
import { expect, type Page, test, untilOffered } from "./fixtures";
import { makeTraffic } from "./logs";
import type { Say } from "./messages";
import { credit, makePerson, makeStaff, signInContext } from "./people";
import { button, field } from "./screen";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const MINUTE_MS = 60_000;

/** The requests on screen. */
function requests(page: Page) {
  return page.locator("tbody tr[data-row-id]");
}

function queryBar(page: Page, say: Say) {
  return page.getByRole("combobox", { name: say("log.query.label") });
}

async function ask(page: Page, say: Say, query: string): Promise<void> {
  await queryBar(page, say).fill(query);
  await queryBar(page, say).press("Enter");
}

for (const language of LOCALES) {
  test.describe(language, () => {
    test.use({ language });

    test("support narrows the log by a query, then by what a cell holds", async ({ page, say, db, loginAs }) => {
      const { id: userId } = await makePerson(db);
      const [first, second] = [unique("alpha"), unique("beta")];
      const at = new Date(Date.now() - MINUTE_MS);
      await makeTraffic(db, { model: first, httpStatus: 200, at, userId, count: 3 });
      await makeTraffic(db, { model: first, httpStatus: 503, at, userId, count: 2 });
      await makeTraffic(db, { model: second, httpStatus: 500, at, userId, count: 4 });
      await loginAs("support");
      await page.goto("/logs");

      await test.step("the query and the filters are the same", async () => {
        await ask(page, say, `model:${first},${second} status:>=500`);
        await expect(requests(page)).toHaveCount(6);
        await expect(page).toHaveURL(/status=5xx/);
        await expect(page.getByRole("button", { name: `${say("log.filters.status")} 5xx` })).toBeVisible();
      });

      await test.step("what is not understood is shown at its place and changes nothing", async () => {
        await ask(page, say, `model:${first} status:>=450`);
        await expect(
          page.getByRole("alert").getByText(say("log.query.faults.badStatus", { text: ">=450" })),
        ).toBeVisible();
        await expect(requests(page)).toHaveCount(6);
        await queryBar(page, say).press("Escape");
        await expect(queryBar(page, say)).toHaveValue(`status:5xx model:${first},${second}`);
      });

      await test.step("a value in a cell is kept out, and comes back with its chip", async () => {
        const words = { column: say("log.columns.model"), value: second };
        await requests(page).getByText(second).first().hover();
        await button(page, say("table.exclude", words)).click();
        await expect(requests(page)).toHaveCount(2);
        await expect(queryBar(page, say)).toHaveValue(`status:5xx model:${first} -model:${second}`);
        await page.reload();
        await expect(requests(page)).toHaveCount(2);
        await button(
          page,
          say("table.clearFilter", { label: say("table.not", { label: say("log.filters.model") }) }),
        ).click();
        await expect(queryBar(page, say)).toHaveValue(`status:5xx model:${first}`);
      });

      await test.step("and by the keyboard alone", async () => {
        await page.keyboard.press("Escape");
        await page.keyboard.press("j");
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await expect(page).toHaveURL(/status=5xx(,|%2C)503/);
      });
    });
  });
}

test("live shows a request that was made a moment ago", async ({ page, say, db, client, loginAs }) => {
  const groupName = await makeGroup(db);
  const model = "gpt-4o";
  await makeChannel(db, { models: [model], groups: [groupName] });
  const customer = await makePerson(db, { groupName });
  await credit(db, customer, 1_000_000n);
  const token = await makeToken(db, customer);
  const gateway = client(token.key);
  await untilOffered(gateway, model);
  const call = async () => {
    const messages = [{ role: "user" as const, content: "are you there?" }];
    const { request_id: id } = await gateway.chat.completions.create({ model, messages }).withResponse();
    return String(id);
  };
  const before = await call();
  await expect.poll(() => db.log.count({ where: { id: before } })).toBe(1);
  await loginAs("support");
  await page.goto(`/logs?userId=${customer.id}`);
  await expect(requests(page)).toHaveCount(1);
  await page.keyboard.press("l");
  await expect(page.getByRole("button", { name: say("log.live.label") })).toHaveAttribute("aria-pressed", "true");
  const made = await call();
  await expect(page.locator(`[data-row-id="${made}"]`)).toBeVisible();
  await expect(page.getByText(say("table.liveAbove"), { exact: true }).last()).toBeVisible();
  await expect(requests(page)).toHaveCount(2);
});

test("a view survives a reload, and a colleague opens the shared one", async ({
  page,
  say,
  db,
  loginAs,
  browser,
  baseURL,
}) => {
  const { id: userId } = await makePerson(db);
  const [model, other] = [unique("seen"), unique("unseen")];
  const at = new Date(Date.now() - MINUTE_MS);
  await makeTraffic(db, { model, httpStatus: 500, at, userId, count: 2 });
  await makeTraffic(db, { model: other, httpStatus: 500, at, userId, count: 1 });
  await loginAs("support");
  await page.goto(`/logs?model=${model}&range=7d`);
  await expect(requests(page)).toHaveCount(2);
  const name = unique("view");
  await page.getByTitle(say("view.menu")).click();
  await page.getByRole("menuitem", { name: say("view.saveAs") }).click();
  const dialog = page.getByRole("dialog", { name: say("view.dialog.create") });
  await field(dialog, say("view.dialog.name")).fill(name);
  await dialog.getByRole("switch", { name: say("view.dialog.isShared") }).click();
  await button(dialog, say("view.dialog.create")).click();
  await expect(page).toHaveURL(/view=viw_/);
  const { id } = await db.savedView.findFirstOrThrow({ where: { name } });

  await page.goto(`/logs?view=${id}`);
  await expect(requests(page)).toHaveCount(2);
  await expect(page).toHaveURL(/range=7d/);
  await page.reload();
  await expect(page.getByTitle(say("view.menu"))).toContainText(name);

  const colleague = await browser.newContext();
  try {
    await signInContext(db, await makeStaff(db, "operator"), { context: colleague, baseURL: String(baseURL) });
    const desk = await colleague.newPage();
    await desk.goto(`${baseURL}/logs`);
    await desk.getByTitle(say("view.menu")).click();
    await desk.getByRole("menuitem", { name: new RegExp(name) }).click();
    await expect(requests(desk)).toHaveCount(2);
    await expect(desk).toHaveURL(new RegExp(`model=${model}`));
  } finally {
    await colleague.close();
  }
});

test("a stretch of the histogram narrows the list to the number it shows", async ({ page, say, db, loginAs }) => {
  const { id: userId } = await makePerson(db);
  const model = unique("timed");
  const now = Date.now();
  await makeTraffic(db, { model, httpStatus: 200, at: new Date(now - 10 * 60 * MINUTE_MS), userId, count: 5 });
  await makeTraffic(db, { model, httpStatus: 429, at: new Date(now - 2 * 60 * MINUTE_MS), userId, count: 3 });
  await loginAs("support");
  await page.goto(`/logs?model=${model}`);
  await expect(requests(page)).toHaveCount(8);
  const chart = page.getByRole("slider", { name: say("log.histogram.zoom") });
  await expect(chart).toHaveAttribute("aria-valuetext", say("log.histogram.count", { count: 8 }));

  await test.step("dragged over", async () => {
    const box = await chart.boundingBox();
    if (!box) throw new Error("the chart is on the page");
    const middle = box.y + box.height / 2;
    // The older of them lie left, the younger right of three quarters of the day.
    await page.mouse.move(box.x + 2, middle);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, middle);
    await page.mouse.move(box.x + box.width * 0.75, middle);
    await page.mouse.up();
    await expect(requests(page)).toHaveCount(5);
    await expect(chart).toHaveAttribute("aria-valuetext", say("log.histogram.count", { count: 5 }));
    await page.goBack();
    await expect(requests(page)).toHaveCount(8);
  });

  await test.step("chosen from its table", async () => {
    await button(page, say("log.histogram.table")).click();
    const line = page.getByRole("dialog").getByRole("row").nth(1);
    await expect(line.getByRole("cell").nth(1)).toHaveText("3");
    await line.getByRole("button").click();
    await expect(requests(page)).toHaveCount(3);
  });
});
