import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryShell } from "@/components/domain/entry/entry-shell";
import { readEntry } from "@/server/identity/session/entry";
import { leaveSignIn } from "@/server/identity/session/gate";
import { readSiteName } from "@/server/identity/session/site-name";
import { RegisterForm } from "./_components/register-form";
import { RegistrationClosed } from "./_components/registration-closed";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("registration");
  return { title: { absolute: `${t("title")} · ${await readSiteName()}` } };
}

export default async function RegisterPage() {
  const elsewhere = await leaveSignIn();
  if (elsewhere) redirect(elsewhere);
  const entry = await readEntry();
  return (
    <EntryShell frame={entry}>
      {entry.registersPasswords || (entry.isRegistrationOpen && entry.methods.length > 0) ? (
        <RegisterForm entry={entry} />
      ) : (
        <RegistrationClosed />
      )}
    </EntryShell>
  );
}
