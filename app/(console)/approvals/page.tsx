import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ApprovalsPage } from "./_components/approvals-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("approval");
  return { title: t("title") };
}

export default function Page() {
  return <ApprovalsPage />;
}
