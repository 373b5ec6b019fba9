import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryShell } from "@/components/domain/entry/entry-shell";
import { readEntry } from "@/server/identity/session/entry";
import { leaveSignIn } from "@/server/identity/session/gate";
import { readSiteName } from "@/server/identity/session/site-name";
import { ForgotForm } from "./_components/forgot-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mailCode.forgot");
  return { title: { absolute: `${t("title")} · ${await readSiteName()}` } };
}

export default async function ForgotPasswordPage() {
  const elsewhere = await leaveSignIn();
  if (elsewhere) redirect(elsewhere);
  const entry = await readEntry();
  if (!entry.canResetPassword) redirect("/login");
  return (
    <EntryShell frame={entry}>
      <ForgotForm checksBots={entry.checksBots} />
    </EntryShell>
  );
}
