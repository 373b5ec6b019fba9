"use client";

import { useTranslations } from "next-intl";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { isDeclined, useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { useTRPC } from "@/components/trpc/provider";
import type { PriceFields } from "@/server/supply/price/schema";
import type { ModelRow } from "./model-row";

/** Saves one price of a model from its cell; answers whether it was saved. */
export type SaveCell = (model: ModelRow, change: Partial<PriceFields>) => Promise<boolean>;

export function useSaveCell(): SaveCell {
  const t = useTranslations("price");
  const trpc = useTRPC();
  const toast = useToast();
  const withJumpConfirm = useJumpConfirm();
  const undo = useUndoSave((_: unknown, { model: id }: { model: string }) => ({ kind: "price", id }));
  const save = useAction(trpc.price.save.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.price.pathFilter(), trpc.audit.pathFilter()],
    undo,
  });
  return async ({ model, version, price }, change) => {
    if (!price) return false;
    try {
      await withJumpConfirm((isJumpConfirmed) => save.call({ model, version, ...price, ...change, isJumpConfirmed }));
      return true;
    } catch (error) {
      if (!isDeclined(error)) toast.error(error);
      return false;
    }
  };
}
