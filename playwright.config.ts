import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";

const port = process.env.E2E_PORT ?? "3100";
const baseURL = `http://127.0.0.1:${port}`;
// Made once by the first process that reads this; the workers it starts inherit the name.
process.env.E2E_DATA_DIR ??= mkdtempSync(join(tmpdir(), "gatehouse-e2e-"));

/** Nothing of the browser's own may call out; root (containers, CI) cannot use its sandbox. */
const launchOptions = {
  ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
  args: [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
};

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  globalSetup: "./e2e/global-setup.ts",
  // One installation, set up once and then shared: journeys bring their own accounts, channels and tokens.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    baseURL,
    launchOptions,
    locale: "en-US",
    timezoneId: "Asia/Kathmandu",
    // Recording every step costs a quarter of the time on two cores; a failed run says enough by its picture and the page's text.
    trace: process.env.CI ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
  projects: [
    { name: "setup", testMatch: /.*\.setup\.ts$/ },
    { name: "journeys", testMatch: /.*\.spec\.ts$/, dependencies: ["setup"] },
  ],
  webServer: {
    command: "node scripts/testing/serve.mjs",
    url: `${baseURL}/readyz`,
    // The tests begin with an empty installation: one that already runs is never used.
    reuseExistingServer: false,
    timeout: 240_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 20_000 },
    env: { E2E_PORT: port, E2E_DATA_DIR: process.env.E2E_DATA_DIR },
  },
});
