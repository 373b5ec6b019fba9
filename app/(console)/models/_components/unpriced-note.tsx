"use client";

import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** Says that models are served or asked for without a price, since requests for them are refused. */
export function UnpricedNote(props: { count: number; isShown: boolean; onShow: () => void }) {
  const { count, isShown, onShow } = props;
  const t = useTranslations("price.unpriced");
  if (count === 0) return null;
  return (
    <Alert
      tone="warn"
      className="mx-4 mb-2 xl:mx-6"
      title={t("title", { count })}
      actions={
        isShown ? null : (
          <Button size="sm" onClick={onShow}>
            {t("show")}
          </Button>
        )
      }
    >
      {t("hint")}
    </Alert>
  );
}
