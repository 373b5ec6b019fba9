"use client";

import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC, useTRPCClient } from "@/components/trpc/provider";

/** What can be done with one of one's own providers from wherever it is shown. */
export function useProviderActions() {
  const t = useTranslations("ownProvider.actions");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const confirm = useConfirm();
  const invalidate = [trpc.ownProvider.pathFilter()];

  const setEnabled = useAction(trpc.ownProvider.setEnabled.mutationOptions(), {
    success: (_data, input) => (input.isEnabled ? t("enabled") : t("disabled")),
    undo: (_data, { name, isEnabled }) => client.ownProvider.setEnabled.mutate({ name, isEnabled: !isEnabled }),
    invalidate,
  });
  const setDefault = useAction(trpc.ownProvider.setDefault.mutationOptions(), { success: t("defaulted"), invalidate });
  const remove = useAction(trpc.ownProvider.delete.mutationOptions(), { success: t("deleted"), invalidate });

  return {
    setEnabled,
    setDefault,
    /** Asks first: the key is erased with it. */
    async remove(provider: { name: string; label: string }): Promise<void> {
      const isSure = await confirm({
        title: t("deleteTitle", { name: provider.label }),
        description: t("deleteDescription"),
        confirmLabel: t("delete"),
        isDanger: true,
      });
      if (isSure) await remove.run({ name: provider.name });
    },
  };
}
