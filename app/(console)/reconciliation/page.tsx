import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReconciliationPage } from "./_components/reconciliation-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reconciliation");
  return { title: t("title") };
}

export default function Page() {
  return <ReconciliationPage />;
}
