import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditTable } from "./_components/audit-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("audit");
  return { title: t("title") };
}

export default function AuditPage() {
  return <AuditTable />;
}
