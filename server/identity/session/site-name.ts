import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { getDb } from "@/server/kernel/database/client";

/** What the site is called, for pages that nobody is signed in on. */
export async function readSiteName(): Promise<string> {
  await refreshSettings(getDb());
  return getSetting("site.name");
}
