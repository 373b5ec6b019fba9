"use client";

import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";

/** Asks, then takes the prices of models away. */
export function useDeletePrices() {
  const t = useTranslations("price");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const remove = useAction(trpc.price.delete.mutationOptions(), {
    success: ({ count }) => t("deleted", { count }),
    invalidate: [trpc.price.pathFilter(), trpc.audit.pathFilter()],
  });
  return async (models: string[], onDone?: () => void) => {
    const isSure = await confirm({
      title: t("confirmDelete.title", { count: models.length, model: models[0] ?? "" }),
      description: t("confirmDelete.effect"),
      confirmLabel: t("confirmDelete.submit", { count: models.length }),
      isDanger: true,
    });
    if (!isSure) return;
    const result = await remove.run({ models });
    if (result.ok) onDone?.();
  };
}
