import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SecurityPage } from "./_components/security-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("secret");
  return { title: t("title") };
}

export default function Page() {
  return <SecurityPage />;
}
