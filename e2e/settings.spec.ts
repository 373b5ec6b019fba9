import { expect, test, untilOffered } from "./fixtures";
import { credit, makePerson } from "./people";
import { button, row } from "./screen";
import { makeChannel, makeGroup, makeToken } from "./supply";

const MODEL = "gpt-4o";
const USD = 500_000n;
/** So many that no other journey meets the limit; only its header shows. */
const LIMIT = 98_765;

test("a changed setting is in force in the gateway within two seconds, and the audit trail has the difference", async ({
  page,
  say,
  db,
  client,
  loginAs,
}) => {
  const group = await makeGroup(db);
  await makeChannel(db, { models: [MODEL], groups: [group] });
  const customer = await makePerson(db, { groupName: group });
  await credit(db, customer, 5n * USD);
  const gateway = client((await makeToken(db, customer)).key);
  await untilOffered(gateway, MODEL);
  const limitInForce = async () => {
    const { response } = await gateway.chat.completions
      .create({ model: MODEL, messages: [{ role: "user", content: "how many?" }] })
      .withResponse();
    return response.headers.get("x-ratelimit-limit-requests");
  };
  expect(await limitInForce()).toBeNull();

  const root = await loginAs("root");
  await page.goto("/settings/limits");
  const box = page.getByLabel(say("settingsGateway.limits_requestsPerMinutePerUser.label"));
  await box.fill(String(LIMIT));
  await button(page, say("setting.save", { count: 1 })).click();
  await expect(page.getByText(say("setting.saved"))).toBeVisible();
  await expect.poll(limitInForce, { intervals: [100], timeout: 2_000 }).toBe(String(LIMIT));

  await test.step("the trail has who, what and the difference", async () => {
    await page.goto(`/audit?actorId=${root.id}`);
    await row(page, "setting.update").click();
    const sheet = page.getByRole("dialog", { name: say("audit.detail.title") });
    await expect(sheet.getByRole("link", { name: root.username })).toBeVisible();
    await expect(sheet.getByRole("listitem").filter({ hasText: String(LIMIT) })).toBeVisible();
  });

  await test.step("back to the default", async () => {
    await page.goto("/settings/limits");
    await expect(box).toHaveValue(String(LIMIT));
    await button(page, say("setting.reset")).click();
    await button(page, say("setting.save", { count: 1 })).click();
    await expect(page.getByText(say("setting.saved"))).toBeVisible();
    await expect.poll(limitInForce, { intervals: [100], timeout: 2_000 }).toBeNull();
  });
});

test("administrators may read the settings but not change them", async ({ page, say, loginAs }) => {
  await loginAs("admin");
  await page.goto("/settings/limits");
  await expect(page.getByText(say("setting.readOnly"))).toBeVisible();
  await expect(page.getByLabel(say("settingsGateway.limits_requestsPerMinutePerUser.label"))).toBeDisabled();
});
