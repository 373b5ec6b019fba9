import { formatQuota } from "@/components/format/quota";
import { LOCALES } from "@/components/i18n/locale";
import type { User } from "@/prisma/generated/sqlite/client";
import type { Db } from "@/server/kernel/database/client";
import { expect, type Page, test, untilOffered } from "./fixtures";
import { messages, type Say } from "./messages";
import { credit, makePerson, signInContext } from "./people";
import { button, field } from "./screen";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const USD = 500_000n;
const MODEL = "gpt-4o";
const QUESTION = [{ role: "user" as const, content: "what became of me?" }];

type Customer = { user: User; groupName: string };

/** A customer in a group of their own, so that no other journey's channels serve them. */
async function makeCustomer(db: Db): Promise<Customer> {
  const groupName = await makeGroup(db);
  const user = await makePerson(db, { groupName });
  await credit(db, user, 5n * USD);
  return { user, groupName };
}

/** Pastes an id into the palette and opens the one request that is found. */
async function openByPalette(page: Page, say: Say, id: string) {
  await page.goto("/");
  await page.keyboard.press("ControlOrMeta+k");
  const palette = page.getByRole("dialog", { name: say("shell.palette.title") });
  await palette.getByRole("combobox").fill(id);
  await palette
    .getByRole("option", { name: say("shell.palette.kinds.log") })
    .first()
    .click();
  return page
    .locator("main, [role=dialog]")
    .filter({ has: page.getByText(say("inspect.timeline")) })
    .last();
}

for (const language of LOCALES) {
  test.describe(language, () => {
    test.use({ language });

    test("support pastes a request id and has the cause in one click: served after a failure", async ({
      page,
      say,
      db,
      client,
      loginAs,
    }) => {
      const { user, groupName: group } = await makeCustomer(db);
      const failing = await makeChannel(db, { models: [MODEL], groups: [group], keys: ["sk-mock-503"], priority: 9 });
      // The second channel brings a model of its own: once that is offered, the gateway knows both.
      const last = unique("last");
      await db.modelPrice.create({ data: { model: last, inputPrice: "1", outputPrice: "1" } });
      const serving = await makeChannel(db, { models: [MODEL, last], groups: [group], priority: 1 });
      const gateway = client((await makeToken(db, user)).key);
      await untilOffered(gateway, last);
      const { request_id: requestId } = await gateway.chat.completions
        .create({ model: MODEL, messages: QUESTION })
        .withResponse();
      await loginAs("support");

      const request = await openByPalette(page, say, String(requestId));
      const cause = say("requestCause.causes.served_after_failures", {
        channel: serving.name,
        failedChannel: failing.name,
        failedStatus: "503",
      });
      await expect(request.getByText(cause)).toBeVisible();

      await test.step("each channel says why it was taken or not, each call how long it took", async () => {
        const route = request.getByRole("table").first();
        await expect(route.getByRole("row").filter({ hasText: failing.name })).toContainText(
          say("inspect.fates.failed"),
        );
        await expect(route.getByRole("row").filter({ hasText: serving.name })).toContainText(
          say("inspect.fates.served"),
        );
        await expect(
          request.getByRole("list", { name: say("inspect.calls.waterfall") }).getByRole("listitem"),
        ).toHaveCount(2);
      });

      await test.step("the reply names no channel, and is there in both languages", async () => {
        const reply = request.getByRole("region", { name: say("inspect.reply.title") });
        for (const spoken of LOCALES) {
          await button(reply, say(`inspect.reply.${spoken}`)).click();
          await expect(reply).toContainText(messages(spoken)("requestCause.causes.served"));
          await expect(reply).toContainText(String(requestId));
        }
        await expect(reply).not.toContainText(serving.name);
      });
    });

    test("a refused request says what was missing, and by how much", async ({ page, say, db, client, loginAs }) => {
      const { user, groupName: group } = await makeCustomer(db);
      await makeChannel(db, { models: [MODEL], groups: [group] });
      await untilOffered(client((await makeToken(db, user)).key), MODEL);
      const poor = await makePerson(db, { groupName: group });
      const { key } = await makeToken(db, poor);
      const error = await client(key)
        .chat.completions.create({ model: MODEL, messages: QUESTION })
        .catch((failure: { requestID: string }) => failure);
      const requestId = String((error as { requestID: string }).requestID);
      await expect.poll(() => db.log.count({ where: { id: requestId } })).toBe(1);
      const log = await db.log.findUniqueOrThrow({ where: { id: requestId } });
      await loginAs("support");

      const request = await openByPalette(page, say, requestId);
      const cause = say("requestCause.causes.quota_lacking", {
        payer: "user",
        available: formatQuota(0n),
        needed: formatQuota(log.reservedQuota),
      });
      await expect(request.getByText(cause).first()).toBeVisible();
      await expect(request.locator('[data-step="attempts"]')).toHaveCount(0);
      await expect(request.locator('[data-step="reservation"]')).toContainText(say("inspect.states.stopped"));
    });
  });
}

test("whatever a customer sends is found under one field, and a whole key goes into no address", async ({
  page,
  say,
  db,
  client,
  loginAs,
}) => {
  const { user, groupName: group } = await makeCustomer(db);
  await makeChannel(db, { models: [MODEL], groups: [group] });
  const token = await makeToken(db, user);
  const gateway = client(token.key);
  await untilOffered(gateway, MODEL);
  const clientRequestId = unique("ticket");
  const { request_id: requestId } = await gateway.chat.completions
    .create({ model: MODEL, messages: QUESTION }, { headers: { "x-client-request-id": clientRequestId } })
    .withResponse();
  await loginAs("support");
  const ask = async (text: string) => {
    await page.goto("/inspect");
    await field(page, say("inspect.search")).fill(text);
    await button(page, say("inspect.find")).click();
  };

  await test.step("the client's own id opens the request", async () => {
    await ask(clientRequestId);
    await expect(page.getByRole("heading", { name: say("inspect.timeline") })).toBeVisible();
    await expect(page.getByText(String(requestId)).first()).toBeVisible();
  });

  await test.step("a key shows its token and the newest requests", async () => {
    await ask(token.key);
    await expect(page.getByRole("link", { name: token.name })).toBeVisible();
    await expect(page.locator(`a[href="/logs/${requestId}"]`)).toBeVisible();
    expect(page.url()).not.toContain(token.key.slice(7, -4));
  });

  await test.step("nonsense is said to be nothing", async () => {
    await ask("' OR 1=1 --");
    await expect(page.getByText(say("inspect.nothing", { q: "' OR 1=1 --" }))).toBeVisible();
  });
});

test("a customer sees the request without its channels, and nobody else's", async ({
  page,
  say,
  db,
  client,
  baseURL,
  context,
}) => {
  const { user, groupName: group } = await makeCustomer(db);
  const channel = await makeChannel(db, { models: [MODEL], groups: [group] });
  const gateway = client((await makeToken(db, user)).key);
  await untilOffered(gateway, MODEL);
  const { request_id: requestId } = await gateway.chat.completions
    .create({ model: MODEL, messages: QUESTION })
    .withResponse();
  await signInContext(db, user, { context, baseURL: String(baseURL) });
  await page.goto(`/logs/${requestId}`);
  await expect(page.getByText(say("requestCause.causes.served"), { exact: true })).toBeVisible();
  await expect(page.getByText(channel.name)).toHaveCount(0);
  await expect(page.getByText(say("inspect.reply.title"))).toHaveCount(0);

  const stranger = await makePerson(db);
  await context.clearCookies();
  await signInContext(db, stranger, { context, baseURL: String(baseURL) });
  await page.goto(`/logs/${requestId}`);
  await expect(page.getByRole("heading", { name: say("inspect.timeline") })).toHaveCount(0);
});
