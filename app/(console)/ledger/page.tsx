import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LedgerPage } from "./_components/ledger-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ledger");
  return { title: t("title") };
}

export default function Page() {
  return <LedgerPage />;
}
