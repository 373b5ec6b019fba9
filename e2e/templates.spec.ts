import type { Locale } from "@/components/i18n/locale";
import { CategoryCreateInput } from "@/server/configuration/category/schema";
import { createCategory } from "@/server/configuration/category/service";
import { ConfigCreateInput } from "@/server/configuration/config/schema";
import { createConfig } from "@/server/configuration/config/service/save";
import { TemplateCreateInput, TemplatePublishInput } from "@/server/configuration/template/schema";
import { createTemplate } from "@/server/configuration/template/service/create";
import { publishTemplate } from "@/server/configuration/template/service/update";
import type { Db } from "@/server/kernel/database/client";
import { contextOf } from "@/server/testing/people";
import { expect, test } from "./fixtures";
import { makePerson, makeStaff } from "./people";
import { button, field, row } from "./screen";
import { unique } from "./supply";

const LANGUAGES: readonly Locale[] = ["en", "zh-CN"];
const SCHEMA = {
  type: "object",
  properties: {
    host: { type: "string", title: "Host", minLength: 1 },
    port: { type: "integer", title: "Port", minimum: 1 },
    apiKey: { type: "string", title: "API key" },
  },
  required: ["host"],
};

/** A template with three configurations of one customer; a second version knows ports up to 65,535 only. */
async function makeUpgrade(db: Db) {
  const ctx = await contextOf(db, await makeStaff(db, "admin"));
  const { id: categoryId } = await createCategory(ctx, CategoryCreateInput.parse({ name: unique("category") }));
  const definition = { label: "1.0.0", schema: SCHEMA, defaults: { port: 80 }, secretFields: ["/apiKey"] };
  const name = unique("template");
  const { id } = await createTemplate(ctx, TemplateCreateInput.parse({ categoryId, name, definition }));
  const owner = await makePerson(db);
  const ownerCtx = await contextOf(db, owner);
  const keys = { fine: unique("fine"), alsoFine: unique("also-fine"), broken: unique("broken") };
  for (const [key, port] of [
    [keys.fine, 8_080],
    [keys.alsoFine, 443],
    [keys.broken, 70_000],
  ] as const) {
    await createConfig(ownerCtx, ConfigCreateInput.parse({ templateId: id, key, values: { host: "a", port } }));
  }
  const properties = { ...SCHEMA.properties, port: { type: "integer", title: "Port", minimum: 1, maximum: 65_535 } };
  const next = { ...definition, label: "2.0.0", schema: { ...SCHEMA, properties } };
  await publishTemplate(ctx, TemplatePublishInput.parse({ id, version: 1, definition: next }));
  return { id, name, keys, owner };
}

for (const language of LANGUAGES) {
  test.describe(language, () => {
    test.use({ language });

    test("a template is upgraded under three configurations: two migrate, one breaks and stays", async ({
      page,
      say,
      db,
      loginAs,
    }) => {
      const { id, keys, owner } = await makeUpgrade(db);
      await loginAs("admin");
      await page.goto(`/templates/${id}?tab=used`);
      const broken = row(page, keys.broken);
      await expect(broken).toContainText(say("template.upgrade.breaks"));
      await expect(broken).toContainText("/port");
      await expect(broken).toContainText(say("template.faults.maximum", { limit: 65_535 }));
      await expect(row(page, keys.fine)).toContainText(say("template.upgrade.fits"));
      await button(page, say("template.upgrade.migrateFitting", { label: "2.0.0" })).click();
      await expect(page.getByText(say("template.upgrade.migrated", { count: 2 }))).toBeVisible();
      await expect(row(page, keys.fine)).toBeHidden();
      await expect(broken).toBeVisible();
      const numbers = await db.userConfig.findMany({
        where: { userId: owner.id },
        orderBy: { key: "asc" },
        select: { key: true, templateNumber: true },
      });
      expect(new Map(numbers.map((one) => [one.key, one.templateNumber]))).toEqual(
        new Map([
          [keys.fine, 2],
          [keys.alsoFine, 2],
          [keys.broken, 1],
        ]),
      );
    });

    test("a customer fills in the form, finds the same in the JSON, and never gets the secret back", async ({
      page,
      say,
      db,
      loginAs,
    }) => {
      const { id } = await makeUpgrade(db);
      await loginAs("user");
      await page.goto(`/configs/new?template=${id}`);
      const key = unique("mine");
      await field(page, say("config.key")).fill(key);
      await button(page, say("config.create")).click();
      await expect(page.getByText(say("template.faults.required"))).toBeVisible();
      await field(page, "Host").fill("upstream.example");
      await field(page, "API key").fill("planted-browser-secret");
      await page.getByRole("tab", { name: "JSON", exact: true }).click();
      await expect(page.getByText('"upstream.example"')).toBeVisible();
      await page.getByRole("tab", { name: say("config.editor.form"), exact: true }).click();
      await button(page, say("config.create")).click();
      await page.waitForURL(/\/configs\/cfg_/);
      await expect(field(page, "Host")).toHaveValue("upstream.example");
      await expect(field(page, "API key")).toHaveValue("");
      await expect(field(page, "API key")).toHaveAttribute("placeholder", say("config.secret.stored"));
      expect(await page.content()).not.toContain("planted-browser-secret");
      const stored = await db.userConfig.findFirstOrThrow({ where: { key } });
      expect(`${stored.values} ${stored.secrets}`).not.toContain("planted-browser-secret");
    });
  });
}
