import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ServiceTokensTable } from "./_components/service-tokens-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("serviceToken");
  return { title: t("title") };
}

export default function ServiceTokensPage() {
  return <ServiceTokensTable />;
}
