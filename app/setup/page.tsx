import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EntryShell } from "@/components/domain/entry/entry-shell";
import { Button } from "@/components/ui/button";
import { readEntry } from "@/server/identity/session/entry";
import { setupEntry } from "@/server/identity/session/gate";
import { SetupWizard } from "./_components/setup-wizard";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("setup");
  return { title: t("title") };
}

export default async function SetupPage() {
  const entry = await setupEntry();
  if (entry === "done") redirect("/");
  const t = await getTranslations("setup.signIn");
  return (
    <EntryShell frame={await readEntry()}>
      {entry === "signIn" ? (
        <div className="flex max-w-[420px] flex-col items-center gap-2 text-center">
          <h1 className="font-semibold text-lg">{t("title")}</h1>
          <p className="text-fg-2">{t("description")}</p>
          <Button variant="primary" className="mt-3" asChild>
            <Link href="/login?callbackUrl=/setup">{t("action")}</Link>
          </Button>
        </div>
      ) : (
        <SetupWizard startsAt={entry === "root" ? "site" : "database"} />
      )}
    </EntryShell>
  );
}
