import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EntryShell } from "@/components/domain/entry/entry-shell";
import { readEntry } from "@/server/identity/session/entry";
import { readSiteName } from "@/server/identity/session/site-name";
import { TelegramArrival } from "./_components/telegram-arrival";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("login");
  return { title: { absolute: `${t("title")} · ${await readSiteName()}` }, referrer: "no-referrer" };
}

/** Where Telegram's page leads back to, for visitors and for people who are signed in and link or confirm. */
export default async function TelegramSignInPage() {
  return (
    <EntryShell frame={await readEntry()}>
      <TelegramArrival />
    </EntryShell>
  );
}
