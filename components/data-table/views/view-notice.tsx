"use client";

import { useTranslations } from "next-intl";
import { Alert } from "../../ui/alert";
import { Button } from "../../ui/button";
import type { SavedViews } from "./use-saved-views";

/** What a view could not bring: it is gone, or names things the list no longer has. */
export function ViewNotice({ views }: { views: SavedViews }) {
  const t = useTranslations("view");
  const { record, missing, isGone, close } = views;
  const isUnreadable = record !== null && record.state === null;
  if (!isGone && !isUnreadable && missing.length === 0) return null;
  const actions = (
    <Button size="sm" onClick={close}>
      {t("missing.close")}
    </Button>
  );
  if (isGone) {
    return (
      <Alert tone="warn" className="mx-(--gutter) mb-2" title={t("missing.title")} actions={actions}>
        {t("missing.hint")}
      </Alert>
    );
  }
  return (
    <Alert
      tone="warn"
      className="mx-(--gutter) mb-2"
      title={t("outdated.title", { name: record?.name ?? "" })}
      actions={actions}
    >
      {isUnreadable ? t("outdated.all") : t("outdated.parts", { parts: [...new Set(missing)].join(", ") })}
    </Alert>
  );
}
