import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { InspectPage } from "./_components/inspect-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("inspect");
  return { title: t("title") };
}

export default function Page() {
  return <InspectPage />;
}
