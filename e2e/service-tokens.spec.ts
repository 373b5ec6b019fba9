import { expect, test } from "./fixtures";
import { button, field, row } from "./screen";
import { unique } from "./supply";

for (const language of ["en", "zh-CN"] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("an operator makes a token for a program, which may do that much until it is revoked", async ({
      page,
      request,
      say,
      loginAs,
    }) => {
      const name = unique("program");
      const owner = await loginAs("operator", { isSteppedUp: true });
      await page.goto("/service-tokens");
      await button(page, say("serviceToken.create")).first().click();
      const sheet = page.getByRole("dialog", { name: say("serviceToken.create") });

      await test.step("a token that may do nothing is refused", async () => {
        await field(sheet, say("serviceToken.name")).fill(name);
        await button(sheet, say("serviceToken.create")).click();
        await expect(sheet.getByText(say("serviceToken.noScope"))).toBeVisible();
      });

      await test.step("scopes are chosen in a table, and what is sensitive says so", async () => {
        const box = (subject: string, action: string) =>
          sheet.getByRole("checkbox", {
            name: `${say(`serviceToken.subjects.${subject}`)}: ${say(`serviceToken.actions.${action}`)}`,
          });
        await expect(box("settings", "write")).toHaveCount(0);
        await box("profile", "read").check();
        await box("money", "write").check();
        await expect(sheet.getByText(say("serviceToken.sensitiveChosen"))).toBeVisible();
        await box("money", "write").uncheck();
        await box("users", "read").check();
        await button(sheet, say("serviceToken.create")).click();
      });

      const shown = page.getByRole("dialog", { name: say("serviceToken.created") });
      const secret = (await shown.locator("code").first().innerText()).trim();
      expect(secret).toMatch(/^gsk_\w{43}$/);
      await shown.getByRole("checkbox").check();
      await button(shown, say("common.secret.done")).click();
      await expect(page.locator("body")).not.toContainText(secret);

      const headers = { authorization: `Bearer ${secret}` };
      const me = await request.get("/api/v2/me", { headers });
      expect(await me.json()).toMatchObject({ id: owner.id, role: "operator" });
      expect((await request.get("/api/v2/users?limit=1", { headers })).status()).toBe(200);
      expect((await request.get("/api/v2/ledger", { headers })).status()).toBe(403);

      await test.step("revoked, it is refused at once", async () => {
        await row(page, name).click();
        const detail = page.getByRole("dialog", { name });
        await button(detail, say("serviceToken.revoke")).click();
        const confirm = page.getByRole("alertdialog");
        await button(confirm, say("serviceToken.revoke")).click();
        await expect(page.getByText(say("serviceToken.revoked"), { exact: true })).toBeVisible();
        const refused = await request.get("/api/v2/me", { headers: { ...headers, "accept-language": language } });
        expect(refused.status()).toBe(401);
        expect(refused.headers()["content-type"]).toBe("application/problem+json");
      });
    });
  });
}

test("the reference shows every operation without asking anybody else for anything", async ({ page }) => {
  await page.goto("/api/v2/docs");
  await expect(page.getByRole("heading", { name: /Gatehouse management API/ })).toBeVisible();
  await page.getByRole("link", { name: "User configurations" }).first().click();
  await expect(page.getByText("/configs/{id}", { exact: true }).first()).toBeVisible();
});
