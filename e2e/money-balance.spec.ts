import { expect, test, untilOffered } from "./fixtures";
import { credit, makePerson } from "./people";
import { row } from "./screen";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const MODEL = "gpt-4o";

test("“my balance vanished” is explained in four clicks", async ({ page, say, db, client, loginAs }) => {
  const groupName = await makeGroup(db);
  await makeChannel(db, { models: [MODEL], groups: [groupName] });
  const customer = await makePerson(db, { username: unique("puzzled"), groupName });
  await credit(db, customer, 1_000_000n);
  const token = await makeToken(db, customer);
  const gateway = client(token.key);
  await untilOffered(gateway, MODEL);
  const messages = [{ role: "user" as const, content: "where does the money go?" }];
  const { request_id: requestId } = await gateway.chat.completions.create({ model: MODEL, messages }).withResponse();
  await expect.poll(() => db.log.count({ where: { id: String(requestId) } })).toBe(1);

  await loginAs("support");
  await page.goto("/desk");
  // A search that leaves no choice opens the customer without a click.
  await page.getByRole("searchbox", { name: say("desk.search.label") }).fill(customer.username);
  const found = page.getByRole("region", { name: customer.username });
  await found.getByRole("heading").getByRole("link").click();
  await page.getByRole("tab", { name: say("user.detail.tabs.statement") }).click();
  await expect(page.getByRole("heading", { name: say("ledger.statement.biggest") })).toBeVisible();
  await row(page, MODEL)
    .getByRole("link", { name: say("ledger.statement.logs") })
    .first()
    .click();
  await expect(page).toHaveURL(/\/logs/);
  await row(page, MODEL).click();
  const sheet = page.getByRole("dialog").filter({ hasText: String(requestId) });
  await expect(sheet.getByRole("row").filter({ hasText: say("log.formula.output") })).toBeVisible();
});
