import { encryptSecret } from "@/server/kernel/crypto";
import { newId } from "@/server/kernel/ids";
import { expect, test } from "./fixtures";
import { button } from "./screen";

for (const language of ["en", "zh-CN"] as const) {
  test.describe(language, () => {
    test.use({ language });

    test("staff see every part, every process, and that changes are in force in all", async ({
      page,
      say,
      loginAs,
    }) => {
      await loginAs("support");
      await page.goto("/health");
      for (const part of ["database", "storage", "disk", "nodes", "ledger"]) {
        await expect(page.getByText(say(`health.checks.names.${part}`), { exact: true }).first()).toBeVisible();
      }
      await expect(page.getByText(say("health.stats.ofNodes", { count: 2, nodes: 2 }), { exact: true })).toBeVisible();
      const processes = page.getByRole("table", { name: say("health.nodes.title") });
      await expect(processes.getByText(say("health.nodes.roles.gateway"))).toBeVisible();
      await expect(processes.getByText(say("health.nodes.roles.console"))).toBeVisible();
    });
  });
}

test("an admin sees where secrets lie and what cannot be decrypted, but never a secret", async ({
  page,
  say,
  db,
  loginAs,
}) => {
  const id = newId("mlm");
  const body = encryptSecret("nobody reads this").replace(/^v1\.[0-9a-f]{8}/, "v1.0badbad0");
  await db.mailMessage.create({
    data: { id, toAddress: "a@gatehouse.example", subject: "Lost", body, status: "sent", nextAttemptAt: new Date() },
  });
  await loginAs("admin");
  await page.goto("/security");
  await expect(page.getByText(say("secret.keys.states.current"))).toBeVisible();
  await expect(page.getByText("0badbad0")).toBeVisible();
  await expect(page.getByText(id)).toBeVisible();
  await expect(page.getByText(body)).toBeHidden();
  await expect(button(page, say("secret.rotate.action"))).toBeHidden();
  await db.mailMessage.delete({ where: { id } });
});
