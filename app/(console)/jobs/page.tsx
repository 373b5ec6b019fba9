import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JobsTable } from "./_components/jobs-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("job");
  return { title: t("title") };
}

export default function JobsPage() {
  return <JobsTable />;
}
