import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SitePageView } from "@/components/domain/entry/site-page";
import { readEntry } from "@/server/identity/session/entry";
import { readSiteName } from "@/server/identity/session/site-name";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("site.pages");
  return { title: { absolute: `${t("privacy")} · ${await readSiteName()}` } };
}

export default async function PrivacyPage() {
  return <SitePageView page="privacy" frame={await readEntry()} />;
}
