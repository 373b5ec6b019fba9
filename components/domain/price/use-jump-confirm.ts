"use client";

import { useTranslations } from "next-intl";
import { readAppError } from "@/components/feedback/app-error";
import { useConfirm } from "@/components/feedback/confirm";

/**
 * Saves a price or ratio; when the server finds that it moves more than tenfold, asks whether that is meant and saves again.
 * Whoever says no gets the refusal thrown, so that the form stays open.
 */
export function useJumpConfirm(): <Data>(save: (isJumpConfirmed: boolean) => Promise<Data>) => Promise<Data> {
  const t = useTranslations("price.jump");
  const confirm = useConfirm();
  return async (save) => {
    try {
      return await save(false);
    } catch (error) {
      if (readAppError(error).reason !== "price.jump") throw error;
      const isMeant = await confirm({
        title: t("title"),
        description: t("description"),
        confirmLabel: t("confirm"),
        isDanger: true,
      });
      if (!isMeant) throw error;
      return save(true);
    }
  };
}
