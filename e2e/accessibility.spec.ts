import type OpenAI from "openai";
import { LOCALES } from "@/components/i18n/locale";
import { NAVIGATION } from "@/components/layout/navigation";
import { SETTING_PAGES } from "@/server/configuration/setting/schema";
import type { Db } from "@/server/kernel/database/client";
import { newId } from "@/server/kernel/ids";
import { expect, type Page, test, untilOffered } from "./fixtures";
import type { Say } from "./messages";
import { credit, makePerson } from "./people";
import { button, field } from "./screen";
import { expectSound } from "./soundness";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const MODEL = "gpt-4o";
const PATHS = NAVIGATION.flatMap((group) => group.items.map((item) => item.path)).filter(
  (path) => path !== "/settings",
);

test.describe.configure({ mode: "parallel" });
// A trace of every page costs more than reading it; what axe finds names its element.
test.use({ trace: "off" });

for (const language of LOCALES) {
  test.describe(language, () => {
    test.use({ language, viewport: { width: 1440, height: 900 } });

    test("signing in and getting lost", async ({ page, say, loginAs }) => {
      await page.goto("/login");
      await expect(button(page, say("login.submit"))).toBeVisible();
      await expectSound(page, `login-${language}`);
      await loginAs("user");
      await page.goto("/no/such/page");
      await expect(page.getByText(say("common.notFound.title"))).toBeVisible();
      await expectSound(page, `not-found-${language}`);
    });

    test("every page of the navigation, as root", async ({ page, loginAs }) => {
      test.setTimeout(360_000);
      await loginAs("root");
      for (const path of PATHS) {
        await open(page, path);
        await expectSound(page, `page${path.replaceAll("/", "-")}-${language}`);
      }
    });

    test("every page of the settings, as root", async ({ page, loginAs }) => {
      test.setTimeout(180_000);
      await loginAs("root");
      for (const name of SETTING_PAGES) {
        await open(page, `/settings/${name}`);
        await expectSound(page, `page-settings-${name}-${language}`);
      }
    });

    test("what a customer has of them", async ({ page, db, loginAs }) => {
      test.setTimeout(120_000);
      const user = await loginAs("user");
      await makeToken(db, user);
      for (const path of ["/", "/logs", "/models", "/tokens"]) {
        await open(page, path);
        await expectSound(page, `customer${path.replaceAll("/", "-")}-${language}`);
      }
      for (const tab of ["account", "security"]) {
        await open(page, `/profile?tab=${tab}`);
        await expectSound(page, `profile-${tab}-${language}`);
      }
    });

    test("the records' own pages", async ({ page, db, client, loginAs }) => {
      test.setTimeout(180_000);
      const made = await makeTraffic(db, client);
      await loginAs("root");
      for (const tab of ["overview", "tokens", "ledger", "sessions", "notes", "history"]) {
        await open(page, `/users/${made.userId}?tab=${tab}`);
        await expectSound(page, `user-${tab}-${language}`);
      }
      for (const tab of ["overview", "models", "keys", "tests", "history"]) {
        await open(page, `/channels/${made.channelId}?tab=${tab}`);
        await expectSound(page, `channel-${tab}-${language}`);
      }
    });

    test("sheets beside the lists", async ({ page, db, client, loginAs }) => {
      test.setTimeout(240_000);
      const made = await makeTraffic(db, client);
      await loginAs("root");
      const sheets = {
        log: `/logs?open=${made.servedId}`,
        "log-refused": `/logs?open=${made.refusedId}`,
        channel: `/channels?open=${made.channelId}`,
        user: `/users?open=${made.userId}`,
        token: `/tokens?open=${made.tokenId}`,
        group: `/groups?open=${made.groupName}`,
        audit: `/audit?open=${made.auditId}`,
        job: `/jobs?open=${await makeFinishedJob(db, made.channelId)}`,
      };
      for (const [name, path] of Object.entries(sheets)) {
        await open(page, path);
        await expect(page.getByRole("dialog")).toBeVisible();
        await expectSound(page, `sheet-${name}-${language}`);
      }
    });

    test("dialogs and forms", async ({ page, say, db, client, loginAs }) => {
      test.setTimeout(180_000);
      const made = await makeTraffic(db, client);
      await loginAs("root");
      const openers: [name: string, path: string, act: () => Promise<void>][] = [
        ["palette", "/", () => page.keyboard.press("ControlOrMeta+k")],
        ["create-user", "/users", () => button(page, say("user.create")).click()],
        ["create-token", "/tokens", () => button(page, say("token.create")).first().click()],
        ["create-channel", "/channels", () => button(page, say("channel.create")).first().click()],
        ["create-group", "/groups", () => button(page, say("group.create")).first().click()],
        ["adjust", `/users/${made.userId}`, () => button(page, say("user.actions.adjust")).click()],
        ["edit-user", `/users/${made.userId}`, () => button(page, say("user.actions.edit")).click()],
        ["test-channel", `/channels/${made.channelId}`, () => button(page, say("channel.actions.test")).click()],
        ["edit-channel", `/channels/${made.channelId}`, () => button(page, say("channel.actions.edit")).click()],
        ["confirm", "/channels", () => button(page, say("channel.testMany.all")).click()],
        ["step-up", "/profile?tab=account", () => changeEmail(page, say)],
      ];
      for (const [name, path, act] of openers) {
        await open(page, path);
        await act();
        await expect(page.getByRole("dialog").or(page.getByRole("alertdialog"))).toBeVisible();
        await expectSound(page, `dialog-${name}-${language}`);
      }
    });
  });
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
}

/** Asks for what wants the password again. */
async function changeEmail(page: Page, say: Say): Promise<void> {
  await field(page, say("profile.email")).fill(`${unique("me")}@example.org`);
  await button(page, say("profile.save")).click();
}

/** A job that is over, with a record that went well and one that did not. */
async function makeFinishedJob(db: Db, channelId: string): Promise<string> {
  const id = newId("job");
  const outcome = { jobId: id, targetId: channelId };
  await db.job.create({
    data: {
      id,
      kind: "channel.test",
      status: "succeeded",
      input: JSON.stringify({ params: {}, targets: [] }),
      totalCount: 2,
      doneCount: 1,
      failedCount: 1,
      finishedAt: new Date(),
    },
  });
  await db.jobItem.createMany({
    data: [
      { ...outcome, position: 0, label: "east-1", status: "done" },
      { ...outcome, position: 1, label: "east-2", status: "failed", detail: "The upstream did not answer." },
    ],
  });
  return id;
}

/** A customer with a served and a refused request behind them, and a tested channel. */
async function makeTraffic(db: Db, client: (key: string) => OpenAI) {
  const groupName = await makeGroup(db);
  const channel = await makeChannel(db, { models: [MODEL, "no-price-yet"], groups: [groupName], tag: "east" });
  const user = await makePerson(db, { groupName, email: `${groupName}@example.org`, notes: "Calls on Mondays." });
  await credit(db, user, 2_500_000n);
  const token = await makeToken(db, user, { modelLimits: [MODEL, "no-price*"], allowedIps: ["127.0.0.0/8", "::1"] });
  const gateway = client(token.key);
  await untilOffered(gateway, MODEL);
  const messages = [{ role: "user" as const, content: "say something to be shown" }];
  const served = await gateway.chat.completions.create({ model: MODEL, messages }).withResponse();
  const refused = await gateway.chat.completions
    .create({ model: "no-price-yet", messages })
    .catch((error: { requestID?: string }) => error);
  const servedId = String(served.request_id);
  const refusedId = "requestID" in refused ? String(refused.requestID) : "";
  await expect.poll(() => db.log.count({ where: { id: { in: [servedId, refusedId] } } })).toBe(2);
  const audited = await db.auditEvent.findFirstOrThrow({ where: { targetId: channel.id } });
  return {
    userId: user.id,
    channelId: channel.id,
    tokenId: token.id,
    groupName,
    servedId,
    refusedId,
    auditId: audited.id,
  };
}
