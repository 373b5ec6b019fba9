import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChannelsTable } from "./_components/channels-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("channel");
  return { title: t("title") };
}

export default function ChannelsPage() {
  return <ChannelsTable />;
}
