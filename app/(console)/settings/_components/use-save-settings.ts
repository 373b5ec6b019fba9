"use client";

import { useTranslations } from "next-intl";
import { useUndoSave } from "@/components/domain/revision/use-undo-save";
import { useSettingText } from "@/components/domain/setting/setting-text";
import { readAppError } from "@/components/feedback/app-error";
import { useConfirm } from "@/components/feedback/confirm";
import { isDeclined, useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { isStale } from "@/components/form/use-form-merge";
import { useTRPC } from "@/components/trpc/provider";

type Changes = { key: string; value: unknown; version: number }[];

/**
 * Saves changed settings; when a price would move ten-fold, shows what that means and asks first. `onStale`: somebody else saved one of
 * them meanwhile.
 */
export function useSaveSettings(on: { saved: () => void; stale: () => Promise<void> }) {
  const t = useTranslations("setting");
  const trpc = useTRPC();
  const toast = useToast();
  const confirmJump = useJumpConfirm();
  const action = useAction(trpc.setting.update.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.setting.pathFilter(), trpc.revision.pathFilter(), trpc.health.pathFilter()],
    onSuccess: on.saved,
    // Settings that are saved together are one change: any of them names it.
    undo: useUndoSave((_: unknown, { changes: [first] }: { changes: { key: string }[] }) =>
      first ? { kind: "setting", id: first.key } : undefined,
    ),
  });

  const save = async (changes: Changes, isJumpConfirmed = false): Promise<void> => {
    try {
      await action.call({ changes, isJumpConfirmed });
    } catch (error) {
      if (isDeclined(error)) return;
      if (isStale(error)) await on.stale();
      else if (readAppError(error).reason !== "setting.price_jump") toast.error(error);
      else if (await confirmJump(error)) await save(changes, true);
    }
  };
  return { save, isPending: action.isPending };
}

function useJumpConfirm(): (error: unknown) => Promise<boolean> {
  const t = useTranslations("setting.jump");
  const confirm = useConfirm();
  const textOf = useSettingText();
  return (error) => {
    const { meta } = readAppError(error);
    const subject = String(meta.subject ?? "");
    const { label } = textOf(String(meta.key ?? ""));
    return confirm({
      title: t("title"),
      description: t("description", {
        line: subject ? `${label} (${subject})` : label,
        before: String(meta.before ?? ""),
        after: String(meta.after ?? ""),
        exampleBefore: String(meta.exampleBefore ?? ""),
        exampleAfter: String(meta.exampleAfter ?? ""),
      }),
      confirmLabel: t("confirm"),
      isDanger: true,
    });
  };
}
