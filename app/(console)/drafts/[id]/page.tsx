import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DraftPage } from "./_components/draft-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("draft");
  return { title: t("one") };
}

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <DraftPage id={id} />;
}
