import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EventsTable } from "./_components/events-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payment");
  return { title: t("title") };
}

export default function PaymentsPage() {
  return <EventsTable />;
}
