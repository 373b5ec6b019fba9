import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LogsTable } from "./_components/logs-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("log");
  return { title: t("title") };
}

export default function LogsPage() {
  return <LogsTable />;
}
