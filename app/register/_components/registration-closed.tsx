import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** For those who follow an old link: why there is no form, and where to go. */
export function RegistrationClosed() {
  const t = useTranslations("registration");
  return (
    <EmptyState
      kind="no-right"
      title={t("closed.title")}
      description={t("closed.description")}
      action={
        <Button asChild>
          <Link href="/login">{t("signIn")}</Link>
        </Button>
      }
    />
  );
}
