import { Compass } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";

export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <main className="flex min-h-full flex-col items-center justify-center gap-1 px-6 py-24 text-center">
      <Compass className="mb-2 size-6 text-fg-3" strokeWidth={1.5} aria-hidden />
      <h1 className="font-semibold text-base">{t("title")}</h1>
      <p className="max-w-md text-fg-2">{t("description")}</p>
      <Button asChild className="mt-4">
        <Link href="/">{t("home")}</Link>
      </Button>
    </main>
  );
}
