import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LogsTable } from "./_components/logs-table";
import { rangeOfLink } from "./_components/range-of-link";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("log");
  return { title: t("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LogsPage({ searchParams }: Props) {
  const query = rangeOfLink(await searchParams);
  if (query) redirect(`/logs?${query}`);
  return <LogsTable />;
}
