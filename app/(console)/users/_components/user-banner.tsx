"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import type { UserDetail } from "./user-detail";

/** Why an account is out of use, when it is, and whether a legal hold keeps its data. */
export function UserBanner({ user }: { user: UserDetail }) {
  return (
    <>
      <OutOfUse user={user} />
      <LegalHold user={user} />
    </>
  );
}

function LegalHold({ user }: { user: UserDetail }) {
  const t = useTranslations("retention.holds");
  const format = useFormatter();
  if (!user.legalHoldAt) return null;
  const date = format.dateTime(user.legalHoldAt, { dateStyle: "medium" });
  return <Alert tone="info">{t("banner", { date, reason: user.legalHoldReason })}</Alert>;
}

function OutOfUse({ user }: { user: UserDetail }) {
  const t = useTranslations("user.detail");
  const format = useFormatter();
  if (user.deletedAt && user.restorableUntil) {
    const date = format.dateTime(user.restorableUntil, { dateStyle: "medium" });
    const isRestorable = user.restorableUntil.getTime() > Date.now();
    return <Alert tone="warn">{isRestorable ? t("deletedBanner", { date }) : t("deletedForGood")}</Alert>;
  }
  return user.status === "disabled" ? <Alert tone="warn">{t("disabledBanner")}</Alert> : null;
}
