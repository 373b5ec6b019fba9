"use client";

import { useTranslations } from "next-intl";
import { readAppError } from "@/components/feedback/app-error";
import { useConfirm } from "@/components/feedback/confirm";

/** How the server says so: of prices, ratios and plans, and of settings that are part of a price. */
const JUMPS = new Set(["price.jump", "setting.price_jump"]);

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
      if (!JUMPS.has(readAppError(error).reason ?? "")) throw error;
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
