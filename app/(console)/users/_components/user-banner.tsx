"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { UserDetail } from "./user-detail";

/** Why an account is out of use, when it is. */
export function UserBanner({ user }: { user: UserDetail }) {
  const t = useTranslations("user.detail");
  const format = useFormatter();
  if (user.deletedAt && user.restorableUntil) {
    const date = format.dateTime(user.restorableUntil, { dateStyle: "medium" });
    const isRestorable = user.restorableUntil.getTime() > Date.now();
    return <Alert tone="warn">{isRestorable ? t("deletedBanner", { date }) : t("deletedForGood")}</Alert>;
  }
  return user.status === "disabled" ? <Alert tone="warn">{t("disabledBanner")}</Alert> : null;
}
