import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DocumentsPage } from "./_components/documents-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("document");
  return { title: t("title") };
}

export default function ExportAndImportPage() {
  return <DocumentsPage />;
}
