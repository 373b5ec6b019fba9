"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useCan, useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { DropdownMenuItem } from "@/components/ui/dropdown-menu";
import type { ConfigRow } from "./config-row";

/** Whether the viewer may change a configuration: their own, or anybody's with the right to it. */
export function useMayChange(config: { userId: string }): boolean {
  const viewer = useViewer();
  const mayManage = useCan("config.manageAny");
  return mayManage || viewer.id === config.userId;
}

export function ConfigMenu({ config, isOnPage }: { config: ConfigRow; isOnPage?: boolean }) {
  const t = useTranslations("config");
  const acts = useConfigActs(config);
  const router = useRouter();
  if (!useMayChange(config)) return null;
  return (
    <>
      <DropdownMenuItem onSelect={() => void acts.toggle()}>
        {t(config.isActive ? "turnOff" : "turnOn")}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => void acts.duplicate((id) => router.push(`/configs/${id}`))}>
        {t("duplicate")}
      </DropdownMenuItem>
      <DropdownMenuItem isDanger onSelect={() => void acts.remove(() => isOnPage && router.push("/configs"))}>
        {t("delete")}
      </DropdownMenuItem>
    </>
  );
}

function useConfigActs({ id, key, version, isActive }: ConfigRow) {
  const t = useTranslations("config");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const invalidate = [trpc.config.pathFilter()];
  const takeBack = useAction(trpc.config.update.mutationOptions(), { invalidate });
  const update = useAction(trpc.config.update.mutationOptions(), {
    success: t(isActive ? "done.off" : "done.on"),
    invalidate,
    undo: (data) => takeBack.call({ id, version: data.version, isActive }),
  });
  const copy = useAction(trpc.config.duplicate.mutationOptions(), { success: t("done.duplicated"), invalidate });
  const destroy = useAction(trpc.config.delete.mutationOptions(), { success: t("done.deleted"), invalidate });
  return {
    toggle: () => update.run({ id, version, isActive: !isActive }),
    duplicate: async (onDone: (id: string) => void) => {
      const outcome = await copy.run({ id });
      if (outcome.ok) onDone(outcome.data.id);
    },
    remove: async (onDone: () => void) => {
      const isSure = await confirm({
        title: t("confirmDelete.title", { key }),
        description: t("confirmDelete.effect"),
        confirmLabel: t("delete"),
        isDanger: true,
      });
      if (!isSure) return;
      const outcome = await destroy.run({ id, version });
      if (outcome.ok) onDone();
    },
  };
}
