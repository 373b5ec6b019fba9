import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlansPage } from "./_components/plans-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("plan");
  return { title: t("title") };
}

export default function PlansRoute() {
  return <PlansPage />;
}
