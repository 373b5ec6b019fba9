import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";

type Scope = Page | Locator;

/** A pattern for a label that a mark such as "optional" may follow. */
export function begins(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
}

/** A box to type in, by its label. */
export function field(scope: Scope, label: string): Locator {
  return scope.getByLabel(begins(label)).and(scope.locator("input, textarea"));
}

export function button(scope: Scope, name: string): Locator {
  return scope.getByRole("button", { name, exact: true });
}

/** Puts words into a box that makes tags of them. */
export async function fillTags(scope: Scope, label: string, tags: readonly string[]): Promise<void> {
  const box = field(scope, label);
  for (const tag of tags) {
    await box.fill(tag);
    await box.press("Enter");
  }
}

/** Picks an option of a list that opens on a click. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: begins(label) }).click();
  await page.getByRole("option", { name: begins(option) }).click();
}

/** Gives the password again where an act asks for it. */
export async function stepUp(page: Page, words: { title: string; password: string; confirm: string }, secret: string) {
  const dialog = page.getByRole("dialog", { name: words.title });
  await dialog.getByLabel(words.password, { exact: true }).fill(secret);
  await button(dialog, words.confirm).click();
  await expect(dialog).toBeHidden();
}

/** The row of a list that holds this text. */
export function row(scope: Scope, text: string | RegExp): Locator {
  return scope.getByRole("row").filter({ hasText: text });
}
