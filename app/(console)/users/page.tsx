import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UsersTable } from "./_components/users-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("user");
  return { title: t("title") };
}

export default function UsersPage() {
  return <UsersTable />;
}
