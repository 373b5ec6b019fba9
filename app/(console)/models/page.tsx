import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ModelsPageBody } from "./_components/models-page-body";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("price");
  return { title: t("title") };
}

export default function ModelsPage() {
  return <ModelsPageBody />;
}
