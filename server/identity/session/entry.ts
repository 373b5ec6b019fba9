import { getSetting, refreshSettings } from "@/server/configuration/setting/current";
import { wechatQrCodeUrl } from "@/server/configuration/site/logo";
import { describeSite } from "@/server/configuration/site/service";
import { getDb } from "@/server/kernel/database/client";
import { isMailConfigured } from "@/server/operations/mail/transport";
import { signInMethods } from "../identity/methods";
import { isEmailRequired } from "../registration/email-rule";
import { isRegistrationOpen } from "../registration/open";

/** What the pages before the console show: the site as a visitor sees it, and which ways in there are now. */
export async function readEntry() {
  await refreshSettings(getDb());
  const takesPasswords = getSetting("signIn.passwordEnabled");
  const isOpen = isRegistrationOpen();
  return {
    siteName: getSetting("site.name"),
    footer: getSetting("site.footer"),
    ...describeSite(null, new Date()),
    methods: signInMethods(),
    takesPasswords,
    canResetPassword: takesPasswords && isMailConfigured(),
    isRegistrationOpen: isOpen,
    registersPasswords: isOpen && takesPasswords && getSetting("registration.passwordEnabled"),
    verifiesEmail: getSetting("registration.verifiesEmail"),
    isEmailRequired: isEmailRequired(),
    checksBots: getSetting("botCheck.enabled"),
    wechatQrCodeUrl: wechatQrCodeUrl(),
  };
}

export type Entry = Awaited<ReturnType<typeof readEntry>>;
/** What the frame of such a page needs. */
export type EntryFrame = Pick<Entry, "siteName" | "logoUrl" | "footer" | "pages" | "announcements">;
