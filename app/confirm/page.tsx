import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signInPath } from "@/server/identity/session/gate";
import { getViewer } from "@/server/identity/session/viewer";
import { ConfirmWindow } from "./_components/confirm-window";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common.stepUp");
  return { title: t("title") };
}

export default async function ConfirmPage() {
  if (!(await getViewer())) redirect(await signInPath());
  return <ConfirmWindow />;
}
