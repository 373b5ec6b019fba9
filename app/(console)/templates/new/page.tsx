import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NewTemplate } from "../_components/new-template";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("template");
  return { title: t("create") };
}

export default function NewTemplateRoute() {
  return <NewTemplate />;
}
