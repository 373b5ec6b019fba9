import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { getSetting } from "@/server/configuration/setting/current";
import { getViewer } from "@/server/identity/session/viewer";
import { loadMessages } from "./load-messages";
import { isLocale, LOCALE_COOKIE, LOCALES, type Locale, negotiateLocale } from "./locale";

export default getRequestConfig(async () => {
  const locale = await chooseLocale();
  return { locale, messages: loadMessages(locale), timeZone: "UTC" };
});

/** What was chosen in this browser, else in the account, else what the browser asks for, else the site's default. */
async function chooseLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (isLocale(chosen)) return chosen;
  const own = await accountLocale();
  if (isLocale(own)) return own;
  const fallback = getSetting("site.defaultLocale");
  const asked = negotiateLocale((await headers()).get("accept-language") ?? "");
  return asked ?? (isLocale(fallback) ? fallback : LOCALES[0]);
}

async function accountLocale(): Promise<string | null> {
  try {
    return (await getViewer())?.locale ?? null;
  } catch {
    // Without a database the error page itself still needs a language.
    return null;
  }
}
