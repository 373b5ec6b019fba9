import OpenAI, { type APIError } from "openai";
import { NAVIGATION, navigationFor } from "@/components/layout/navigation";
import type { User } from "@/prisma/generated/sqlite/client";
import { setTokenStatus } from "@/server/access/token/service/set-status";
import { ROLES } from "@/server/identity/permission/schema";
import type { Db } from "@/server/kernel/database/client";
import { contextOf } from "@/server/testing/people";
import { expect, type Page, test, untilOffered } from "./fixtures";
import { PASSWORD } from "./installation";
import { credit, makePerson, signInContext } from "./people";
import { button, field } from "./screen";
import { makeChannel, makeGroup, makeToken, unique } from "./supply";

const USD = 500_000n;
const MODEL = "gpt-4o";

test.describe("the gateway says why it refuses", () => {
  type Given = { db: Db; user: User; owner: User };
  type Refusal = {
    name: string;
    status: number;
    code: string;
    type: string;
    model?: string;
    key: (given: Given) => Promise<string>;
  };

  const REFUSALS: readonly Refusal[] = [
    {
      name: "a key that nobody has",
      status: 401,
      code: "invalid_api_key",
      type: "authentication_error",
      key: async () => `sk-${"0".repeat(48)}`,
    },
    {
      name: "a disabled token",
      status: 401,
      code: "token_disabled",
      type: "authentication_error",
      key: async ({ db, user }) => {
        const { id, key } = await makeToken(db, user);
        await setTokenStatus(await contextOf(db, user), { id, status: "disabled" });
        return key;
      },
    },
    {
      name: "an expired token",
      status: 401,
      code: "token_expired",
      type: "authentication_error",
      key: async ({ db, user }) => {
        const { id, key } = await makeToken(db, user);
        await db.token.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1_000) } });
        return key;
      },
    },
    {
      name: "a token used from a foreign address",
      status: 403,
      code: "ip_not_allowed",
      type: "permission_error",
      key: async ({ db, user }) => (await makeToken(db, user, { allowedIps: ["203.0.113.0/24"] })).key,
    },
    {
      name: "a disabled account",
      status: 403,
      code: "account_disabled",
      type: "permission_error",
      key: async ({ db, owner }) => {
        const { key } = await makeToken(db, owner);
        await db.user.update({ where: { id: owner.id }, data: { status: "disabled" } });
        return key;
      },
    },
    {
      name: "an account without balance",
      status: 429,
      code: "insufficient_quota",
      type: "insufficient_quota",
      key: async ({ db, owner }) => (await makeToken(db, owner)).key,
    },
    {
      name: "a token that spent its own quota",
      status: 429,
      code: "insufficient_quota",
      type: "insufficient_quota",
      key: async ({ db, user }) => (await makeToken(db, user, { isUnlimited: false, quotaUnits: 0n })).key,
    },
    {
      name: "a model nobody serves",
      status: 404,
      code: "model_not_found",
      type: "invalid_request_error",
      model: "no-such-model",
      key: async ({ db, user }) => (await makeToken(db, user)).key,
    },
    {
      name: "a model outside the token's limits",
      status: 403,
      code: "model_not_allowed",
      type: "permission_error",
      key: async ({ db, user }) => (await makeToken(db, user, { modelLimits: ["claude-*"] })).key,
    },
    {
      name: "a model without a price",
      status: 400,
      code: "model_not_priced",
      type: "invalid_request_error",
      model: "unpriced-model",
      key: async ({ db, user }) => (await makeToken(db, user)).key,
    },
  ];

  test("each refusal is in OpenAI's shape and in the log with its reason", async ({ page, db, client, loginAs }) => {
    const groupName = await makeGroup(db);
    const user = await makePerson(db, { groupName });
    await credit(db, user, 5n * USD);
    await makeChannel(db, { models: [MODEL, "unpriced-model"], groups: [groupName] });
    await untilOffered(client((await makeToken(db, user)).key), MODEL);
    await loginAs("support");

    for (const { name, status, code, type, model = MODEL, key } of REFUSALS) {
      await test.step(name, async () => {
        const owner = await makePerson(db, { groupName });
        const error = await failureOf(client(await key({ db, user, owner })), model);
        expect({ status: error.status, code: error.code, type: error.type }).toEqual({ status, code, type });
        const id = String(error.requestID);
        expect(error.message).toContain(`request id: ${id}`);
        await expect.poll(() => db.log.count({ where: { id, kind: "refuse" } })).toBe(1);
        await page.goto(`/logs?open=${id}`);
        await expect(page.getByRole("dialog").getByText(code, { exact: true })).toBeVisible();
      });
    }
  });

  async function failureOf(gateway: OpenAI, model: string): Promise<APIError> {
    const outcome = await gateway.chat.completions
      .create({ model, messages: [{ role: "user", content: "let me in" }] })
      .catch((error: unknown) => error);
    if (outcome instanceof OpenAI.APIError) return outcome;
    throw new Error(`refused was expected, not: ${JSON.stringify(outcome)}`);
  }
});

test.describe("sessions", () => {
  test("ending a session in the profile signs that browser out at once", async ({
    page,
    say,
    db,
    context,
    browser,
    baseURL,
    locale,
  }) => {
    const user = await makePerson(db);
    await signInContext(db, user, { context, baseURL: String(baseURL) });
    const elsewhere = await browser.newContext({ baseURL: String(baseURL), locale: String(locale) });
    await signInContext(db, user, { context: elsewhere, baseURL: String(baseURL) });
    const other = await elsewhere.newPage();
    await other.goto("/tokens");
    await expect(other.getByRole("heading", { name: say("token.mine"), exact: true })).toBeVisible();

    await page.goto("/profile?tab=security");
    await button(page, say("session.revoke")).click();
    await expect(page.getByText(say("session.revoked"))).toBeVisible();
    await other.reload();
    await expect(other).toHaveURL(/\/login/);
    await page.reload();
    await expect(page.getByText(say("session.current"))).toBeVisible();
    await elsewhere.close();
  });

  test("disabling an account ends its sessions and refuses its password like a wrong one", async ({
    page,
    say,
    db,
    loginAs,
    browser,
    baseURL,
    locale,
  }) => {
    const user = await makePerson(db);
    const elsewhere = await browser.newContext({ baseURL: String(baseURL), locale: String(locale) });
    await signInContext(db, user, { context: elsewhere, baseURL: String(baseURL) });
    const other = await elsewhere.newPage();
    await other.goto("/");
    await expect(other.getByRole("navigation", { name: say("shell.navigation") })).toBeVisible();

    await loginAs("admin");
    await page.goto(`/users/${user.id}`);
    await button(page, say("user.actions.more")).click();
    await page.getByRole("menuitem", { name: say("user.actions.disable") }).click();
    await button(page.getByRole("alertdialog"), say("user.disable.confirm")).click();
    await expect(page.getByText(say("user.detail.disabledBanner"))).toBeVisible();

    await other.goto("/tokens");
    await expect(other).toHaveURL(/\/login/);
    await trySignIn(other, { name: user.username, password: PASSWORD });
    await expect(other.getByText(say("signIn.errors.failed"))).toBeVisible();
    await elsewhere.close();
  });

  test("a name is locked after five wrong passwords, whether there is such an account or not", async ({
    page,
    say,
    db,
  }) => {
    const known = (await makePerson(db)).username;
    const unknown = unique("nobody");
    await page.goto("/login");
    for (const name of [known, unknown]) {
      for (let attempt = 1; attempt <= 5; attempt++) {
        await trySignIn(page, { name, password: `wrong ${attempt}` });
        await expect(page.getByText(say("signIn.errors.failed"))).toBeVisible();
      }
      await trySignIn(page, { name, password: PASSWORD });
      await expect(page.getByText(say("signIn.errors.locked", { minutes: 15 }))).toBeVisible();
    }
  });

  async function trySignIn(page: Page, { name, password }: { name: string; password: string }): Promise<void> {
    await field(page, "User name or e-mail").fill(name);
    await page.getByLabel("Password", { exact: true }).fill(password);
    const answered = page.waitForResponse((response) => response.url().includes("/api/auth/callback/credentials"));
    await button(page, "Sign in").click();
    await answered;
  }
});

test.describe("what a role may see", () => {
  for (const role of ROLES) {
    test(`${role} finds exactly the pages the permission table gives`, async ({ page, say, loginAs }) => {
      await loginAs(role);
      await page.goto("/");
      const menu = page.getByRole("navigation", { name: say("shell.navigation") });
      const allowed = navigationFor(role, { isSelfUse: false }).flatMap((group) => group.items);
      await expect(menu.getByRole("link")).toHaveText(allowed.map((item) => say(`shell.pages.${item.messageKey}`)));

      const paths = new Set(allowed.map((item) => item.path));
      const closed = NAVIGATION.flatMap((group) => group.items).filter((item) => !paths.has(item.path));
      for (const { path } of closed) {
        await page.goto(path);
        await expect(page.getByText(say("common.empty.no-right.title")), `${path} for ${role}`).toBeVisible();
      }
    });
  }
});
