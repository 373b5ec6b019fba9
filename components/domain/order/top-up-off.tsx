"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** In place of a form that nobody could pay with: who can mend it is led there. */
export function TopUpOff() {
  const t = useTranslations("order.topUp.off");
  const maySet = useCan("setting.read");
  if (!maySet) return <EmptyState kind="none" title={t("title")} description={t("hint")} />;
  const action = (
    <Button asChild>
      <Link href="/settings/payment">{t("settings")}</Link>
    </Button>
  );
  return <EmptyState kind="none" title={t("title")} description={t("adminHint")} action={action} />;
}
