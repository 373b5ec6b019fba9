import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const wantsShots = process.env.E2E_SHOTS === "1";

/**
 * Holds the page as it stands to what every page must be: no violation that axe knows of, and no scrolling sideways on a
 * phone. English pages are read by all rules in the light theme, Chinese pages in the dark one: together each page is seen in
 * both languages and both themes. With E2E_SHOTS=1 it also leaves pictures for people to look at.
 */
export async function expectSound(page: Page, name: string): Promise<void> {
  const isEnglish = (await page.locator("html").getAttribute("lang")) === "en";
  if (isEnglish || wantsShots) await expectSoundIn(page, "light", { name, isRead: isEnglish });
  if (!isEnglish || wantsShots) await expectSoundIn(page, "dark", { name, isRead: !isEnglish });
  await expectFitsPhone(page, name);
  await page.emulateMedia({ colorScheme: "light" });
}

async function expectSoundIn(
  page: Page,
  theme: "light" | "dark",
  { name, isRead }: { name: string; isRead: boolean },
): Promise<void> {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${theme}\\b`));
  await settled(page);
  await shoot(page, `${name}-${theme}-1440`);
  if (!isRead) return;
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect.soft(violations.map(describe), `${name} in ${theme}`).toEqual([]);
}

async function expectFitsPhone(page: Page, name: string): Promise<void> {
  await page.setViewportSize(PHONE);
  await settled(page);
  await shoot(page, `${name}-dark-390`);
  const overflowPx = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(overflowPx, `${name} scrolls sideways on a phone`).toBeLessThanOrEqual(0);
  if (wantsShots) {
    await page.emulateMedia({ colorScheme: "light" });
    await shoot(page, `${name}-light-390`);
  }
  await page.setViewportSize(WIDE);
}

/** What loads or waits; not what waits for the dialog in front of it, which hides it. */
const UNSETTLED = ["[aria-busy=true]:not([aria-hidden=true] *)", '[class~="motion-safe:animate-pulse"]'].join(", ");

/** Nothing is loading, moving in or fading any more: half a fade has half the contrast. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator(UNSETTLED)).toHaveCount(0);
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished.catch(() => undefined)),
    ),
  );
}

async function shoot(page: Page, name: string): Promise<void> {
  if (wantsShots) await page.screenshot({ path: `test-results/shots/${name}.png` });
}

function describe(violation: { id: string; help: string; nodes: { target: unknown; failureSummary?: string }[] }) {
  const nodes = violation.nodes.slice(0, 4).map((node) => `${String(node.target)}: ${node.failureSummary ?? ""}`);
  return `${violation.id} (${violation.help}) at ${nodes.join(" | ")}`;
}
