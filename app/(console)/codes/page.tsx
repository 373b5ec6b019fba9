import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CodesPage } from "./_components/codes-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("redemption");
  return { title: t("title") };
}

export default function Page() {
  return <CodesPage />;
}
