"use client";

import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { ChannelKeyRow } from "./keys-tab";

export function KeyRowActions(props: {
  row: ChannelKeyRow;
  onTest: (row: ChannelKeyRow) => void;
  onReplace: (row: ChannelKeyRow) => void;
}) {
  const { row, onTest, onReplace } = props;
  const t = useTranslations("channel.keys");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const canManage = useCan("channel.manage");
  const invalidate = [trpc.channel.pathFilter(), trpc.audit.pathFilter()];
  const setStatus = useAction(trpc.channel.setKeyStatus.mutationOptions(), { invalidate });
  const remove = useAction(trpc.channel.removeKey.mutationOptions(), { success: t("removed"), invalidate });
  const isOn = row.status === "enabled";
  const askAndRemove = async () => {
    const isSure = await confirm({
      title: t("removeTitle", { key: row.hint }),
      description: t("removeDescription"),
      confirmLabel: t("remove"),
      isDanger: true,
    });
    if (isSure) await remove.run({ id: row.id });
  };
  return (
    <>
      <DropdownMenuItem onSelect={() => onTest(row)}>{t("test")}</DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void setStatus.run({ id: row.id, status: isOn ? "disabled" : "enabled" })}>
        {isOn ? t("disable") : t("enable")}
      </DropdownMenuItem>
      {canManage ? (
        <>
          <DropdownMenuItem onSelect={() => onReplace(row)}>{t("replace")}</DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={() => void askAndRemove()}>
            {t("remove")}
          </DropdownMenuItem>
        </>
      ) : null}
    </>
  );
}
