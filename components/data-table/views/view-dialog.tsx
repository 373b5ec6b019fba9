"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { z } from "zod";
import { ViewCreateInput, type ViewState } from "@/server/usage/saved-view/schema";
import { useAction } from "../../feedback/use-action";
import { SwitchField } from "../../form/choice-fields";
import { FormDialog } from "../../form/form-overlay";
import { TextField } from "../../form/text-fields";
import { useZodForm } from "../../form/use-zod-form";
import { useCan } from "../../layout/viewer";
import { useTRPC } from "../../trpc/provider";
import type { SavedView } from "./use-saved-views";

const ViewForm = z.object({ name: ViewCreateInput.shape.name, isShared: z.boolean() });

/** The name of a view, and whether colleagues have it too. */
export function ViewDialog(props: {
  mode: "create" | "edit" | null;
  onClose: () => void;
  list: string;
  record: SavedView | null;
  current: ViewState;
  onCreated: (view: SavedView) => void;
}) {
  const { mode, onClose, list, record, current, onCreated } = props;
  const t = useTranslations("view");
  const trpc = useTRPC();
  const mayShare = useCan("view.share");
  const form = useZodForm({ schema: ViewForm, defaultValues: { name: "", isShared: false } });
  const invalidate = [trpc.savedView.pathFilter()];
  const create = useAction(trpc.savedView.create.mutationOptions(), { success: t("saved"), invalidate });
  const update = useAction(trpc.savedView.update.mutationOptions(), { success: t("saved"), invalidate });
  const isEdit = mode === "edit" && record !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the dialog begins with the record when it opens, not when that changes
  useEffect(() => {
    if (mode !== null)
      form.reset(isEdit ? { name: record.name, isShared: record.isShared } : { name: "", isShared: false });
  }, [mode]);
  const save = async (values: z.output<typeof ViewForm>) => {
    if (isEdit) return update.call({ id: record.id, version: record.version, ...values });
    const { id, version } = await create.call({ list, ...values, state: current });
    onCreated({ id, version, list, ...values, state: current, isOwn: true, ownerName: null, updatedAt: new Date() });
    return undefined;
  };
  return (
    <FormDialog
      open={mode !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={t(isEdit ? "dialog.edit" : "dialog.create")}
      submitLabel={t("dialog.create")}
      form={form}
      onSubmit={save}
      isEdit={isEdit}
    >
      <TextField control={form.control} name="name" label={t("dialog.name")} isAutoFocus />
      {mayShare ? (
        <SwitchField
          control={form.control}
          name="isShared"
          label={t("dialog.isShared")}
          description={t("dialog.isSharedHint")}
        />
      ) : null}
    </FormDialog>
  );
}
