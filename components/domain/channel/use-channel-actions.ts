"use client";

import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC, useTRPCClient } from "@/components/trpc/provider";

type Named = { id: string; name: string };

/** What can be done with one channel from wherever it is shown; what can be taken back offers that. */
export function useChannelActions() {
  const t = useTranslations("channel.actions");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const confirm = useConfirm();
  const invalidate = [trpc.channel.pathFilter(), trpc.audit.pathFilter()];

  const setStatus = useAction(trpc.channel.setStatus.mutationOptions(), {
    success: (_data, input) => (input.status === "enabled" ? t("enabled") : t("disabled")),
    undo: (_data, { id, status }) =>
      client.channel.setStatus.mutate({ id, status: status === "enabled" ? "disabled" : "enabled" }),
    invalidate,
  });
  const remove = useAction(trpc.channel.delete.mutationOptions(), {
    success: t("deleted"),
    undo: (_data, { id }) => client.channel.restore.mutate({ id }),
    invalidate,
  });
  const restore = useAction(trpc.channel.restore.mutationOptions(), { success: t("restored"), invalidate });
  const clone = useAction(trpc.channel.clone.mutationOptions(), { success: t("cloned"), invalidate });

  return {
    setStatus,
    restore,
    clone,
    /** Asks first; true when the channel is gone. */
    async remove(channel: Named): Promise<boolean> {
      const isSure = await confirm({
        title: t("deleteTitle", { name: channel.name }),
        description: t("deleteDescription"),
        confirmLabel: t("delete"),
        isDanger: true,
      });
      return isSure && (await remove.run({ id: channel.id })).ok;
    },
  };
}
