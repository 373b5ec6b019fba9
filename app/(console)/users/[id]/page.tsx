import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { UserPage } from "./_components/user-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("user");
  return { title: t("title") };
}

export default async function UserDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <UserPage id={id} />;
}
