import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TokensTable } from "./_components/tokens-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("token");
  return { title: t("title") };
}

export default function TokensPage() {
  return <TokensTable />;
}
