import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryShell } from "@/components/domain/entry/entry-shell";
import { readEntry } from "@/server/identity/session/entry";
import { leaveSignIn } from "@/server/identity/session/gate";
import { readSiteName } from "@/server/identity/session/site-name";
import { ResetForm } from "./_components/reset-form";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mailCode.reset");
  // The code stands in the address: no page after this one may be told of it.
  return { title: { absolute: `${t("title")} · ${await readSiteName()}` }, referrer: "no-referrer" };
}

export default async function ResetPasswordPage() {
  const elsewhere = await leaveSignIn();
  if (elsewhere) redirect(elsewhere);
  return (
    <EntryShell frame={await readEntry()}>
      <ResetForm />
    </EntryShell>
  );
}
