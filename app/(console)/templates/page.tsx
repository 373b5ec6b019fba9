import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TemplatesPage } from "./_components/templates-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("template");
  return { title: t("title") };
}

export default function TemplatesRoute() {
  return <TemplatesPage />;
}
