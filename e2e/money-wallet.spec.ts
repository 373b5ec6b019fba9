import { LOCALES } from "@/components/i18n/locale";
import { putSettings } from "@/server/testing/payment-servers/site";
import { expect, test } from "./fixtures";
import { PASSWORD } from "./installation";
import { makePerson, signInContext } from "./people";
import { button, field } from "./screen";
import { expectSound } from "./soundness";
import { unique } from "./supply";

const TABS = ["credit", "plan", "statement", "entries", "orders", "codes", "referral"];

test.beforeEach(({ db }) =>
  putSettings(db, {
    "security.registrationEnabled": true,
    "security.registrationsPerHourMax": 1_000,
    "rewards.checkInEnabled": true,
    "rewards.checkInMinUnits": 50_000,
    "rewards.inviteeUnits": 250_000,
    "rewards.inviterUnits": 500_000,
  }),
);

for (const language of LOCALES) {
  test.describe(language, () => {
    test.use({ language, viewport: { width: 1440, height: 900 } });

    test("a friend signs up by a link, both are rewarded, and the day brings its credit", async ({
      page,
      say,
      db,
      baseURL,
      loginAs,
    }) => {
      test.setTimeout(180_000);
      const inviter = await loginAs("user", { isSteppedUp: true });
      const link = await test.step("somebody makes a link to invite with", async () => {
        await page.goto("/wallet?tab=referral");
        await button(page, say("referral.createLink")).click();
        return page.getByText(/\/register\?ref=[0-9a-z]{10}$/).innerText();
      });

      const username = unique("friend");
      await test.step("a friend signs up with it, by way of the sign-in page", async () => {
        await page.context().clearCookies();
        await page.goto(link);
        await page.getByRole("link", { name: say("registration.signIn") }).click();
        await page.getByRole("link", { name: say("login.register") }).click();
        await expect(field(page, say("registration.referralCode"))).toHaveValue(link.slice(-10));
        await field(page, say("registration.username")).fill(username);
        await field(page, say("registration.password")).first().fill(PASSWORD);
        await field(page, say("registration.repeat")).fill(PASSWORD);
        await expectSound(page, `register-${language}`);
        await button(page, say("registration.submit")).click();
        await expect(page.getByRole("navigation", { name: say("shell.navigation") })).toBeVisible();
      });

      await test.step("checks in, once a day", async () => {
        await page.goto("/wallet");
        await expect(page.getByText("$0.5000", { exact: true })).toBeVisible();
        await button(page, say("reward.checkIn")).click();
        await expect(button(page, say("reward.doneToday"))).toBeDisabled();
        await expect(page.getByText("$0.6000", { exact: true })).toBeVisible();
      });
      const friend = await db.user.findUniqueOrThrow({ where: { username } });
      expect(friend).toMatchObject({ inviterId: inviter.id, balance: 300_000n });

      await test.step("and the inviter moves the reward to the wallet", async () => {
        await page.context().clearCookies();
        await signInContext(db, inviter, { context: page.context(), baseURL: String(baseURL), isSteppedUp: true });
        await page.goto("/wallet?tab=referral");
        await button(page, say("referral.transfer.action")).click();
        const dialog = page.getByRole("dialog", { name: say("referral.transfer.title") });
        await button(dialog, say("referral.transfer.submit")).click();
        await expect(page.getByText(say("referral.transfer.done", { amount: "$1.00" }))).toBeVisible();
      });
      expect(await db.user.findUniqueOrThrow({ where: { id: inviter.id } })).toMatchObject({
        balance: 500_000n,
        referralBalance: 0n,
      });
    });

    test("every part of a customer's wallet is sound", async ({ page, db, baseURL }) => {
      test.setTimeout(180_000);
      const customer = await makePerson(db);
      await signInContext(db, customer, { context: page.context(), baseURL: String(baseURL) });
      for (const tab of TABS) {
        await page.goto(`/wallet?tab=${tab}`);
        await expect(page.getByRole("tabpanel")).toBeVisible();
        await expectSound(page, `wallet-${tab}-${language}`);
      }
    });
  });
}
