import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { OrdersTable } from "./_components/orders-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("order");
  return { title: t("title") };
}

export default function TopUpsPage() {
  return <OrdersTable />;
}
