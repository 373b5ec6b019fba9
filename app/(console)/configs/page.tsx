import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfigsPage } from "./_components/configs-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("config");
  return { title: t("title") };
}

export default function ConfigsRoute() {
  return <ConfigsPage />;
}
