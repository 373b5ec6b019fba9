import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SubscriptionsTable } from "./_components/subscriptions-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("subscription");
  return { title: t("title") };
}

export default function SubscriptionsPage() {
  return <SubscriptionsTable />;
}
