import { expect, type Page, test } from "./fixtures";
import { installationDb } from "./installation";
import { openProviders, type Providers, placeEpayOrder, UNITS_PER_USD } from "./payment";
import { makePerson, signInContext } from "./people";
import { button, field, row } from "./screen";
import { unique } from "./supply";

let providers: Providers;

// One installation has one set of payment settings: these journeys share their providers.
test.describe.configure({ mode: "serial" });
// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies of a hook from this pattern
test.beforeAll(async ({}, { project }) => {
  providers = await openProviders(await installationDb(), String(project.use.baseURL));
});
test.afterAll(() => providers.close());

test("a customer pays by epay and comes back to the credit", async ({ page, say, db, loginAs, abroad }) => {
  abroad.add(new URL(providers.epay.url).origin);
  const customer = await loginAs("user");
  await page.goto("/wallet");
  await expect(balance(page, say("wallet.balance"))).toContainText("$0.00");
  await page.getByRole("radio", { name: say("payment.methods.alipay") }).check();
  // Ten dollars are chosen; the price was worked out by the server, in the provider's currency.
  await button(page, say("order.topUp.pay", { amount: "¥73.00" })).click();
  await page.waitForURL((url) => url.origin === new URL(providers.epay.url).origin);
  await expect(page.getByText("¥73.00")).toBeVisible();
  await page.getByRole("button", { name: "Pay" }).click();

  await expect(page).toHaveURL(/\/wallet\?order=pay_/);
  await expect(page.getByText(say("order.awaited.credited", { amount: "$10.00" }))).toBeVisible();
  await expect(balance(page, say("wallet.balance"))).toContainText("$10.00");
  await page.getByRole("tab", { name: say("wallet.tabs.orders") }).click();
  await expect(row(page, "¥73.00")).toContainText(say("order.states.paid"));
  expect(await db.ledgerEntry.count({ where: { userId: customer.id, kind: "top_up" } })).toBe(1);
});

test("the credit of a card payment appears without a reload when Stripe speaks late", async ({
  page,
  say,
  db,
  baseURL,
  loginAs,
  abroad,
}) => {
  const { stripe } = providers;
  abroad.add(new URL(stripe.url).origin);
  const customer = await loginAs("user");
  await page.goto("/wallet");
  await button(page, "$20").click();
  await page.getByRole("radio", { name: say("payment.methods.card") }).check();
  await button(page, say("order.topUp.pay", { amount: "$20.00" })).click();
  await page.waitForURL((url) => url.origin === new URL(stripe.url).origin);
  const order = await db.paymentOrder.findFirstOrThrow({ where: { userId: customer.id } });

  await page.goto(`/wallet?order=${order.id}`);
  await expect(page.getByText(say("order.awaited.pendingTitle", { amount: "$20.00" }))).toBeVisible();
  await page.evaluate(() => document.documentElement.setAttribute("data-same-page", ""));
  stripe.pay(order.id);
  const webhook = stripe.sessionEvent("checkout.session.completed", order.id);
  const answer = await fetch(`${baseURL}/api/pay/stripe`, { method: "POST", ...webhook });
  expect(answer.status).toBe(200);

  await expect(page.getByText(say("order.awaited.credited", { amount: "$20.00" }))).toBeVisible();
  await expect(balance(page, say("wallet.balance"))).toContainText("$20.00");
  await expect(page.locator("html[data-same-page]"), "the page was never loaded again").toHaveCount(1);
});

test("an operator completes a paid order that was not credited, and a second person approves it", async ({
  page,
  say,
  db,
  baseURL,
  loginAs,
}) => {
  const customer = await makePerson(db, { username: unique("payer") });
  const orderId = await placeEpayOrder(db, customer, 150n);
  // The customer paid; the provider's word about it never came.
  providers.epay.pay(orderId);

  const operator = await loginAs("operator", { isSteppedUp: true });
  await test.step("the operator finds the customer by the order number and says how the money was seen", async () => {
    await page.goto("/desk");
    await page.getByRole("searchbox", { name: say("desk.search.label") }).fill(orderId);
    await button(page, say("desk.actions.complete")).click();
    await page.getByRole("menuitem").first().click();
    const dialog = page.getByRole("dialog", { name: say("order.complete.title", { amount: "¥1,095.00" }) });
    await field(dialog, say("order.complete.proof")).fill("statement of the provider, line 7");
    await field(dialog, say("order.complete.reason")).fill("the callback was lost");
    await button(dialog, say("order.complete.submit")).click();
    await expect(page.getByText(say("order.complete.waiting"))).toBeVisible();
    expect((await db.user.findUniqueOrThrow({ where: { id: customer.id } })).balance).toBe(0n);
  });

  const admin = await makePerson(db, { role: "admin" });
  await test.step("an admin sees what it would do, and approves", async () => {
    await page.context().clearCookies();
    await signInContext(db, admin, { context: page.context(), baseURL: String(baseURL), isSteppedUp: true });
    await page.goto("/approvals");
    await row(page, customer.username)
      .getByRole("cell", { name: say("approval.kinds.complete_order") })
      .click();
    const sheet = page.getByRole("dialog", { name: say("approval.kinds.complete_order") });
    await expect(sheet.getByText("$150.00").first()).toBeVisible();
    await button(sheet, say("approval.approve.action")).click();
    await button(page.getByRole("alertdialog"), say("approval.approve.action")).click();
    await expect(page.getByText(say("approval.approve.done"))).toBeVisible();
  });

  const entry = await db.ledgerEntry.findFirstOrThrow({ where: { userId: customer.id, kind: "top_up" } });
  expect(entry).toMatchObject({ amount: 150n * UNITS_PER_USD, reference: orderId, actorId: operator.id });
  const order = await db.paymentOrder.findUniqueOrThrow({ where: { id: orderId } });
  expect(order).toMatchObject({ status: "paid", completerId: operator.id, approverId: admin.id });
});

function balance(page: Page, label: string) {
  return page.locator("dl > div").filter({ has: page.getByRole("term").getByText(label, { exact: true }) });
}
