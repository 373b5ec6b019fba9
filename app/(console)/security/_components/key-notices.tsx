import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { KEY_AGE_WARNING_DAYS } from "@/server/operations/secret/schema";
import type { SecretOverview } from "./secret-rows";

/** What somebody should do now; nothing where all is well. */
export function KeyNotices({ overview }: { overview: SecretOverview }) {
  const t = useTranslations("secret.notices");
  const { isOverdue, currentAgeDays, staleCount, unreadableCount } = overview;
  return (
    <div className="space-y-2 empty:hidden">
      {unreadableCount > 0 ? (
        <Alert tone="err" title={t("unreadable.title", { count: unreadableCount })}>
          {t("unreadable.hint")}
        </Alert>
      ) : null}
      {staleCount > 0 ? (
        <Alert tone="warn" title={t("stale.title", { count: staleCount })}>
          {t("stale.hint")}
        </Alert>
      ) : null}
      {isOverdue ? (
        <Alert tone="warn" title={t("overdue.title", { days: currentAgeDays ?? KEY_AGE_WARNING_DAYS })}>
          {t("overdue.hint", { days: KEY_AGE_WARNING_DAYS })}
        </Alert>
      ) : null}
    </div>
  );
}
