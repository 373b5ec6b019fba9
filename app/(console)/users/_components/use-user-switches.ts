"use client";

import { useTranslations } from "next-intl";
import { useConfirm } from "@/components/feedback/confirm";
import { useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { useTRPC } from "@/components/trpc/provider";
import { useQuotaText } from "@/components/ui/money";
import { RESTORE_DAYS } from "@/server/identity/user/schema";
import type { UserAct, UserSubject } from "./user-act";

type Switch = Extract<UserAct, "disable" | "enable" | "delete" | "restore">;

/** The acts that need no form: each asks as much as it risks, then says what it did. */
export function useUserSwitches(): (act: Switch, user: UserSubject) => Promise<void> {
  const t = useTranslations("user");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const quotaText = useQuotaText();
  const invalidate = [trpc.user.pathFilter(), trpc.session.pathFilter(), trpc.audit.pathFilter()];
  const disable = useAction(trpc.user.disable.mutationOptions(), { invalidate });
  const enable = useAction(trpc.user.enable.mutationOptions(), { invalidate });
  const remove = useAction(trpc.user.delete.mutationOptions(), { invalidate });
  const restore = useAction(trpc.user.restore.mutationOptions(), { invalidate });
  const toast = useToast();
  const done = (isOk: boolean, text: string) => {
    if (isOk) toast.success(text);
  };

  return async (act, user) => {
    const { id, username: name } = user;
    if (act === "enable") return done((await enable.run({ id })).ok, t("enable.done", { name }));
    if (act === "restore") return done((await restore.run({ id })).ok, t("restore.done", { name }));
    if (act === "disable") {
      const isSure = await confirm({
        title: t("disable.title", { name }),
        description: t("disable.description"),
        confirmLabel: t("disable.confirm"),
        isDanger: true,
      });
      if (isSure) done((await disable.run({ id })).ok, t("disable.done", { name }));
      return;
    }
    const isSure = await confirm({
      title: t("delete.title", { name }),
      description: t("delete.description", { balance: quotaText(user.balance), days: RESTORE_DAYS }),
      confirmLabel: t("delete.confirm"),
      isDanger: true,
      typeToConfirm: name,
    });
    if (isSure) done((await remove.run({ id })).ok, t("delete.done", { name }));
  };
}
