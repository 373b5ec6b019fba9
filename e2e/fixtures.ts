import { test as base, expect, type Page } from "@playwright/test";
import OpenAI from "openai";
import type { Locale } from "@/components/i18n/locale";
import type { User } from "@/prisma/generated/sqlite/client";
import type { Role } from "@/server/identity/permission/schema";
import type { Db } from "@/server/kernel/database/client";
import { installationDb } from "./installation";
import { messages, type Say } from "./messages";
import { makeStaff, signInContext } from "./people";

type Fixtures = {
  /** The language of the browser, and so of the console. */
  language: Locale;
  say: Say;
  db: Db;
  /** Signs the browser in as a new account of this role; its password was just given when `isSteppedUp`. */
  loginAs: (role: Role, options?: { isSteppedUp?: boolean }) => Promise<User>;
  /** The official client, pointed at the gateway under test. It repeats nothing by itself. */
  client: (key: string) => OpenAI;
  /** Other sites a journey leads to, such as a payment page: their origins may be asked. */
  abroad: Set<string>;
  /** Fails the test when a page asked anything of another host, or threw. */
  watchful: undefined;
};

export const test = base.extend<Fixtures>({
  language: ["en", { option: true }],
  locale: async ({ language }, use) => use(language === "en" ? "en-US" : language),
  say: async ({ language }, use) => use(messages(language)),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies of a fixture from this pattern
  db: async ({}, use) => use(await installationDb()),
  loginAs: async ({ context, baseURL, db }, use) =>
    use(async (role, options = {}) => {
      const user = await makeStaff(db, role);
      await signInContext(db, user, { context, baseURL: String(baseURL), ...options });
      return user;
    }),
  client: async ({ baseURL }, use) =>
    use((apiKey) => new OpenAI({ apiKey, baseURL: `${baseURL}/v1`, maxRetries: 0, logLevel: "off" })),
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies of a fixture from this pattern
  abroad: async ({}, use) => use(new Set()),
  watchful: [
    async ({ context, baseURL, abroad }, use) => {
      const home = new URL(String(baseURL)).origin;
      const faults: string[] = [];
      context.on("request", (request) => {
        const url = new URL(request.url());
        if (/^https?:$/.test(url.protocol) && url.origin !== home && !abroad.has(url.origin))
          faults.push(`asked ${url.origin} for ${url.pathname}`);
      });
      context.on("weberror", (thrown) => {
        const error = thrown.error();
        faults.push(`page threw ${error.stack ?? error.message}`);
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, type Page };

/** Waits until the gateway offers the model to this key: it learns of changes a moment after they are made. */
export async function untilOffered(client: OpenAI, model: string): Promise<void> {
  await expect
    .poll(async () => (await client.models.list()).data.map(({ id }) => id), { timeout: 5_000, intervals: [50] })
    .toContain(model);
}
