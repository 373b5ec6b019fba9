import { Compass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button";

/** No such page or record. */
export function MissingPage() {
  const t = useTranslations("common.notFound");
  return (
    <div className="flex min-h-[60vh] flex-col items-center justify-center gap-1 px-6 py-16 text-center">
      <Compass className="mb-2 size-6 text-fg-3" strokeWidth={1.5} aria-hidden />
      <h1 className="font-semibold text-base">{t("title")}</h1>
      <p className="max-w-md text-fg-2">{t("description")}</p>
      <Button asChild className="mt-4">
        <Link href="/">{t("home")}</Link>
      </Button>
    </div>
  );
}
