"use client";

import { CalendarClock, Rocket } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { DraftRecord } from "@/components/domain/draft/draft-row";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useOpenRollBack } from "@/components/domain/revision/roll-back-provider";
import { useConfirm } from "@/components/feedback/confirm";
import { isDeclined, useAction } from "@/components/feedback/use-action";
import { useToast } from "@/components/feedback/use-toast";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { EditDraftDialog, ScheduleDialog } from "./draft-dialogs";

/** What can be done with a draft in its state. */
export function DraftActions({ draft }: { draft: DraftRecord }) {
  const t = useTranslations("draft");
  const mayManage = useCan("draft.manage");
  const mayPublish = useCan("draft.publish");
  const [dialog, setDialog] = useState<"edit" | "schedule" | null>(null);
  const acts = useDraftActs(draft);
  const isOpen = draft.status === "draft" || draft.status === "failed";
  const isReady =
    draft.changes.length > 0 && draft.changes.every((change) => !change.isStale && change.faults.length === 0);
  return (
    <>
      {isOpen && mayManage ? (
        <>
          <Button variant="danger-ghost" onClick={() => void acts.discard()}>
            {t("discard")}
          </Button>
          <Button onClick={() => setDialog("edit")}>{t("edit")}</Button>
        </>
      ) : null}
      {isOpen && mayPublish ? (
        <>
          <Button disabled={!isReady} onClick={() => setDialog("schedule")}>
            <CalendarClock aria-hidden />
            {t("schedule")}
          </Button>
          <Button
            variant="primary"
            disabled={!isReady}
            isPending={acts.isPublishing}
            onClick={() => void acts.publish()}
          >
            <Rocket aria-hidden />
            {t("publish")}
          </Button>
        </>
      ) : null}
      {draft.status === "scheduled" && mayPublish ? (
        <Button onClick={() => void acts.unschedule()}>{t("unschedule")}</Button>
      ) : null}
      {dialog === "edit" ? <EditDraftDialog draft={draft} onClose={() => setDialog(null)} /> : null}
      {dialog === "schedule" ? <ScheduleDialog draft={draft} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function useDraftActs(draft: DraftRecord) {
  const t = useTranslations("draft");
  const trpc = useTRPC();
  const toast = useToast();
  const confirm = useConfirm();
  const router = useRouter();
  const withJumpConfirm = useJumpConfirm();
  const openRollBack = useOpenRollBack();
  const { id, version } = draft;
  const invalidate = [trpc.draft.pathFilter()];
  const publishing = useAction(trpc.draft.publish.mutationOptions(), {
    success: t("published"),
    invalidate: [{}],
    // The way back is one click away for as long as the message stands, and in the history after that.
    undo: async ({ changeId }) => openRollBack({ changeId }),
  });
  const unscheduling = useAction(trpc.draft.unschedule.mutationOptions(), { success: t("unscheduled"), invalidate });
  const discarding = useAction(trpc.draft.discard.mutationOptions(), { success: t("discarded"), invalidate });
  return {
    isPublishing: publishing.isPending,
    publish: async () => {
      const isMeant = await confirm({
        title: t("publishTitle", { count: draft.changes.length }),
        description: t("publishDescription"),
        confirmLabel: t("publish"),
      });
      if (!isMeant) return;
      try {
        await withJumpConfirm((isJumpConfirmed) => publishing.call({ id, version, isJumpConfirmed }));
      } catch (error) {
        if (!isDeclined(error)) toast.error(error);
      }
    },
    unschedule: () => unscheduling.run({ id, version }),
    discard: async () => {
      const isMeant = await confirm({
        title: t("discardTitle"),
        description: t("discardDescription"),
        confirmLabel: t("discard"),
        isDanger: true,
      });
      if (isMeant && (await discarding.run({ id, version })).ok) router.push("/drafts");
    },
  };
}
