import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProvidersPage } from "./_components/providers-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ownProvider");
  return { title: t("title") };
}

export default function Page() {
  return <ProvidersPage />;
}
