import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SETTING_PAGES } from "@/server/configuration/setting/schema";
import { SettingsEditor } from "../_components/settings-editor";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("setting");
  return { title: t("title") };
}

export default async function SettingsPage({ params }: { params: Promise<{ page: string }> }) {
  const { page } = await params;
  const known = SETTING_PAGES.find((candidate) => candidate === page);
  if (!known) notFound();
  return <SettingsEditor page={known} />;
}
