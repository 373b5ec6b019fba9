import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DraftsTable } from "./_components/drafts-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("draft");
  return { title: t("title") };
}

export default function DraftsPage() {
  return <DraftsTable />;
}
