"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useJumpConfirm } from "@/components/domain/price/use-jump-confirm";
import { MomentObjects, restorable } from "@/components/domain/revision/moment-objects";
import { useConfirm } from "@/components/feedback/confirm";
import { QueryState } from "@/components/feedback/query-state";
import { Declined, useAction } from "@/components/feedback/use-action";
import { CheckboxField } from "@/components/form/choice-fields";
import { DateTimeField } from "@/components/form/date-time-field";
import { FormSheet } from "@/components/form/form-overlay";
import { TextField } from "@/components/form/text-fields";
import { useZodForm } from "@/components/form/use-zod-form";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { REVISION_KINDS, type RevisionKind } from "@/server/configuration/revision/schema";

const kindFlags = Object.fromEntries(REVISION_KINDS.map((kind) => [kind, z.boolean()])) as Record<
  RevisionKind,
  z.ZodBoolean
>;
const MomentForm = z.object({
  at: z
    .date({ error: "required" })
    .nullable()
    .refine((at) => at !== null && at.getTime() < Date.now(), "pastOnly"),
  kinds: z.object(kindFlags),
  reason: z.string().trim().min(3, "required").max(500),
});
type MomentValues = z.output<typeof MomentForm>;

const ALL_KINDS = Object.fromEntries(REVISION_KINDS.map((kind) => [kind, true])) as Record<RevisionKind, boolean>;

/** Brings everything, or the kinds chosen, back to how it was at a moment: preview, reason, and a typed word. */
export function MomentSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("revision.moment");
  const tKinds = useTranslations("revision.kinds");
  const trpc = useTRPC();
  const confirm = useConfirm();
  const withJumpConfirm = useJumpConfirm();
  const form = useZodForm({ schema: MomentForm, defaultValues: { at: null, kinds: ALL_KINDS, reason: "" } });
  const values = form.watch();
  const kinds = REVISION_KINDS.filter((kind) => values.kinds[kind]);
  const [openedAt] = useState(() => Date.now());
  const at = values.at instanceof Date && values.at.getTime() < openedAt ? values.at : null;
  const preview = useQuery({
    ...trpc.revision.previewMoment.queryOptions({ at: at ?? new Date(0), kinds: [...kinds] }, { staleTime: 0 }),
    enabled: open && at !== null && kinds.length > 0,
  });
  const items = at ? (preview.data?.items ?? []) : [];
  const objects = restorable(items);
  const restore = useAction(trpc.revision.restoreMoment.mutationOptions(), {
    success: t("done", { count: objects.length }),
    invalidate: [{}],
  });
  const save = async ({ at: moment, reason }: MomentValues) => {
    if (!moment) return;
    const isMeant = await confirm({
      title: t("confirmTitle", { count: objects.length }),
      description: t("confirmDescription"),
      confirmLabel: t("confirm"),
      isDanger: true,
      typeToConfirm: t("word"),
    });
    if (!isMeant) throw new Declined();
    const refs = objects.map(({ kind, id, expected }) => ({ kind, id, expected }));
    await withJumpConfirm((isJumpConfirmed) =>
      restore.call({ at: moment, kinds, reason, objects: refs, isJumpConfirmed }),
    );
  };
  return (
    <FormSheet
      open={open}
      onOpenChange={onOpenChange}
      title={t("title")}
      description={t("description")}
      form={form}
      onSubmit={save}
      submitLabel={t("submit", { count: objects.length })}
      isDanger
      isSubmitOff={objects.length === 0}
    >
      <DateTimeField control={form.control} name="at" label={t("at")} description={t("atHint")} />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-semibold text-sm">{t("kinds")}</legend>
        <div className="grid grid-cols-2 gap-2">
          {REVISION_KINDS.map((kind) => (
            <CheckboxField key={kind} control={form.control} name={`kinds.${kind}`} label={tKinds(kind)} />
          ))}
        </div>
      </fieldset>
      {at && kinds.length > 0 ? (
        <QueryState query={preview}>
          {() =>
            items.length === 0 ? (
              <Alert>{t("nothing")}</Alert>
            ) : (
              <>
                <p className="font-semibold">{t("effect", { count: objects.length })}</p>
                {items.length > objects.length ? (
                  <Alert tone="warn">{t("someCannot", { count: items.length - objects.length })}</Alert>
                ) : null}
                {preview.data?.isTruncated ? <Alert tone="warn">{t("truncated")}</Alert> : null}
                <MomentObjects objects={items} />
              </>
            )
          }
        </QueryState>
      ) : null}
      <TextField control={form.control} name="reason" label={t("reason")} description={t("reasonHint")} />
    </FormSheet>
  );
}
