import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewConfig } from "../_components/new-config";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("config");
  return { title: t("create") };
}

export default function NewConfigRoute() {
  return <NewConfig />;
}
