import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { HistoryTable } from "./_components/history-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("revision");
  return { title: t("title") };
}

export default function HistoryPage() {
  return <HistoryTable />;
}
