import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RequestPage } from "./_components/request-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inspect");
  return { title: t("request") };
}

export default async function RequestDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <RequestPage id={decodeURIComponent(id)} />;
}
