import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { getDb } from "@/server/kernel/database/client";

/** Whether visitors may make themselves an account now. */
export async function isRegistrationOpen(): Promise<boolean> {
  await refreshSettings(getDb());
  return getSetting("security.registrationEnabled");
}
