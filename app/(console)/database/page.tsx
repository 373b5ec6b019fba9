import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DatabasePage } from "./_components/database-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("database");
  return { title: t("title") };
}

export default function Page() {
  return <DatabasePage />;
}
