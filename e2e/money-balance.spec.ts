import { formatQuota } from "@/components/format/quota";
import { withTransaction } from "@/server/kernel/transaction";
import { activateSubscription } from "@/server/money/subscription/activate";
import { makePlan } from "@/server/money/subscription/testing/plan";
import { systemOf } from "@/server/testing/people";
import { expect, test, untilOffered } from "./fixtures";
import { credit, makePerson, signInContext } from "./people";
import { row } from "./screen";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const MODEL = "gpt-4o";
const WALLET_UNITS = 1_000_000n;
/** Less than any request to the model costs. */
const ALLOWANCE_UNITS = 20n;

test("“my balance vanished” is explained in four clicks", async ({ page, say, db, client, loginAs }) => {
  const groupName = await makeGroup(db);
  await makeChannel(db, { models: [MODEL], groups: [groupName] });
  const customer = await makePerson(db, { username: unique("puzzled"), groupName });
  await credit(db, customer, WALLET_UNITS);
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
  // The statement has a row of that name too.
  await expect(page.getByRole("heading", { level: 1, name: say("log.title") })).toBeVisible();
  // At its time: over other cells stand the buttons that filter by them.
  await row(page, MODEL).getByRole("cell").first().click();
  const sheet = page.getByRole("dialog").filter({ hasText: String(requestId) });
  await expect(sheet.getByRole("row").filter({ hasText: say("log.formula.output") })).toBeVisible();
});

test("a plan runs out and the wallet takes over within one request", async ({ page, say, db, client, baseURL }) => {
  const groupName = await makeGroup(db);
  await makeChannel(db, { models: [MODEL], groups: [groupName] });
  const customer = await makePerson(db, { groupName });
  await credit(db, customer, WALLET_UNITS);
  const { planVersionId } = await makePlan(db, { limits: { periodQuota: ALLOWANCE_UNITS } });
  await withTransaction(systemOf(db), (tx) => activateSubscription(tx, { userId: customer.id, planVersionId }));
  const gateway = client((await makeToken(db, customer)).key);
  await untilOffered(gateway, MODEL);
  const messages = [{ role: "user" as const, content: "who pays for this answer?" }];
  const { request_id: requestId } = await gateway.chat.completions.create({ model: MODEL, messages }).withResponse();
  await expect.poll(() => db.log.count({ where: { id: String(requestId) } })).toBe(1);
  const log = await db.log.findUniqueOrThrow({ where: { id: String(requestId) } });
  expect(log.planQuota).toBe(ALLOWANCE_UNITS);
  const byWallet = log.quota - ALLOWANCE_UNITS;
  expect(byWallet).toBeGreaterThan(0n);
  expect((await db.user.findUniqueOrThrow({ where: { id: customer.id } })).balance).toBe(WALLET_UNITS - byWallet);

  await signInContext(db, customer, { context: page.context(), baseURL: String(baseURL) });
  await page.goto(`/logs?open=${requestId}`);
  const sheet = page.getByRole("dialog").filter({ hasText: String(requestId) });
  await expect(row(sheet, say("log.formula.byPlan"))).toContainText(formatQuota(ALLOWANCE_UNITS, "exact"));
  await expect(row(sheet, say("log.formula.byWallet"))).toContainText(formatQuota(byWallet, "exact"));
  await page.goto("/wallet?tab=plan");
  const bar = page.getByRole("progressbar", { name: say("subscription.windows.kinds.period") });
  await expect(bar).toHaveAttribute("aria-valuenow", "100");
});
