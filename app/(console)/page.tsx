import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readSiteName } from "@/server/identity/session/site-name";
import { Home } from "./_components/home";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("home");
  // The layout's template is for the pages below it; this one shares its segment.
  return { title: { absolute: `${t("title")} · ${await readSiteName()}` } };
}

export default function HomePage() {
  return <Home />;
}
