import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GroupsTable } from "./_components/groups-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("group");
  return { title: t("title") };
}

export default function GroupsPage() {
  return <GroupsTable />;
}
