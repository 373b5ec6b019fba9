import { getSetting } from "@/server/configuration/setting/current";

/** Whether visitors may make accounts: where the setting says so, and never on a site that serves its owners alone. */
export function isRegistrationOpen(): boolean {
  return getSetting("security.registrationEnabled") && !getSetting("site.selfUse");
}
