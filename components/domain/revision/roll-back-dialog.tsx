"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { FormDialog } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { MomentObjects, restorable } from "./moment-objects";
import { useObjectName } from "./object-name";
import { ReasonForm } from "./reason-form-schema";
import { useChangeRevisions } from "./use-change-revisions";

/** Takes one change back: every object that was saved together goes back to what it was just before. */
export function RollBackDialog({ changeId, onClose }: { changeId: string; onClose: () => void }) {
  const t = useTranslations("revision.rollBack");
  const trpc = useTRPC();
  const withJumpConfirm = useJumpConfirm();
  const made = useChangeRevisions(changeId);
  const revisions = made.data ?? [];
  const [first] = revisions;
  const nameOf = useObjectName();
  const at = new Date(Math.min(...revisions.map(({ createdAt }) => createdAt.getTime())) - 1);
  const preview = useQuery({
    ...trpc.revision.previewMoment.queryOptions(
      { at, kinds: [...new Set(revisions.map(({ kind }) => kind))] },
      { staleTime: 0 },
    ),
    enabled: revisions.length > 0,
  });
  const own = new Set(revisions.map(({ kind, objectId }) => `${kind} ${objectId}`));
  const objects = restorable(preview.data?.items ?? []).filter(({ kind, id }) => own.has(`${kind} ${id}`));
  const restore = useAction(trpc.revision.restoreMoment.mutationOptions(), { success: t("done"), invalidate: [{}] });
  const form = useZodForm({ schema: ReasonForm, defaultValues: { reason: "" } });
  const since = revisions.filter(({ isNewest }) => !isNewest).length;
  return (
    <FormDialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("title", {
        count: objects.length || own.size,
        name: first ? nameOf({ kind: first.kind, id: first.objectId, label: first.label }) : "",
      })}
      description={t("description")}
      form={form}
      onSubmit={({ reason }) =>
        withJumpConfirm((isJumpConfirmed) =>
          restore.call({
            at,
            reason,
            isJumpConfirmed,
            objects: objects.map(({ kind, id, expected }) => ({ kind, id, expected })),
          }),
        )
      }
      submitLabel={t("submit")}
      isSubmitOff={objects.length === 0}
    >
      {since > 0 ? <Alert tone="warn">{t("changedSince", { count: since })}</Alert> : null}
      <QueryState query={preview}>
        {() => (objects.length === 0 ? <Alert>{t("nothing")}</Alert> : <MomentObjects objects={objects} isOpen />)}
      </QueryState>
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} isAutoFocus />
    </FormDialog>
  );
}
