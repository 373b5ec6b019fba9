"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import type { DraftRecord } from "@/components/domain/draft/draft-row";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { useAction } from "@/components/feedback/use-action";
import { DateTimeField } from "@/components/form/date-time-field";
import { FormDialog } from "@/components/form/form-overlay";
import { TextareaField, TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";

type DialogProps = { draft: DraftRecord; onClose: () => void };

const closing = (onClose: () => void) => (open: boolean) => {
  if (!open) onClose();
};

const TitleForm = z.object({
  title: z.string().trim().min(1, "required").max(191),
  reason: z.string().trim().max(500),
});

/** Its title, and the reason that its revisions will carry. */
export function EditDraftDialog({ draft, onClose }: DialogProps) {
  const t = useTranslations("draft");
  const trpc = useTRPC();
  const form = useZodForm({ schema: TitleForm, defaultValues: { title: draft.title, reason: draft.reason } });
  const update = useAction(trpc.draft.update.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.draft.pathFilter()],
  });
  return (
    <FormDialog
      open
      isEdit
      onOpenChange={closing(onClose)}
      title={t("editTitle")}
      form={form}
      onSubmit={(values) => update.call({ id: draft.id, version: draft.version, ...values })}
      submitLabel={t("save")}
    >
      <TextField control={form.control} name="title" label={t("columns.title")} isAutoFocus />
      <TextareaField
        control={form.control}
        name="reason"
        label={t("reason")}
        description={t("reasonHint")}
        isOptional
        rows={2}
      />
    </FormDialog>
  );
}

const TimeForm = z.object({
  publishAt: z
    .date({ error: "required" })
    .nullable()
    .refine((at) => at !== null && at.getTime() > Date.now(), "futureOnly"),
});

/** When it shall be published, with the rights of whoever decides so. */
export function ScheduleDialog({ draft, onClose }: DialogProps) {
  const t = useTranslations("draft");
  const trpc = useTRPC();
  const withJumpConfirm = useJumpConfirm();
  const form = useZodForm({ schema: TimeForm, defaultValues: { publishAt: null } });
  const schedule = useAction(trpc.draft.schedule.mutationOptions(), {
    success: t("scheduled"),
    invalidate: [trpc.draft.pathFilter()],
  });
  return (
    <FormDialog
      open
      onOpenChange={closing(onClose)}
      title={t("scheduleTitle")}
      description={t("scheduleHint")}
      form={form}
      onSubmit={async ({ publishAt }) => {
        if (!publishAt) return;
        await withJumpConfirm((isJumpConfirmed) =>
          schedule.call({ id: draft.id, version: draft.version, publishAt, isJumpConfirmed }),
        );
      }}
      submitLabel={t("scheduleSubmit")}
    >
      <DateTimeField control={form.control} name="publishAt" label={t("publishAt")} presetsDays={[1, 7]} />
    </FormDialog>
  );
}
