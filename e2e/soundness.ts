import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./fixtures";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const WIDE = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const wantsShots = process.env.E2E_SHOTS === "1";

/**
 * Holds the page as it stands to what every page must be: no violation that axe knows of in either theme, and no
 * scrolling sideways on a phone. With E2E_SHOTS=1 it also leaves pictures for people to look at.
 */
export async function expectSound(page: Page, name: string, options: { isWideOnly?: boolean } = {}): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveClass(new RegExp(`\\b${theme}\\b`));
    await settled(page);
    await shoot(page, `${name}-${theme}-1440`);
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    expect.soft(violations.map(describe), `${name} in ${theme}`).toEqual([]);
  }
  if (!options.isWideOnly) await expectFitsPhone(page, name);
  await page.emulateMedia({ colorScheme: "light" });
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

/** Nothing is loading, moving in or fading any more: half a fade has half the contrast. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy=true], [class~="motion-safe:animate-pulse"]')).toHaveCount(0);
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
