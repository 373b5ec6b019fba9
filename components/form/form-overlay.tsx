"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId } from "react";
import type { FieldValues } from "react-hook-form";
import { Button } from "../ui/button";
import { Dialog, type DialogProps } from "../ui/dialog";
import { Sheet } from "../ui/sheet";
import { FormFaultAlert } from "./form-fault-alert";
import { MergeDialog } from "./merge-dialog";
import type { FormMerge } from "./use-form-merge";
import { useSubmit } from "./use-submit";
import { useUnsavedGuard } from "./use-unsaved-guard";
import type { ZodForm } from "./use-zod-form";

export type FormOverlayProps<In extends FieldValues, Out> = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  form: ZodForm<In, Out>;
  /** Saves; what it throws is shown in the form. Usually `(values) => action.call(values)`. */
  onSubmit: (values: Out, version?: number) => Promise<unknown>;
  /** For changes of what others change too: a save that came too late is merged instead of refused. */
  merge?: FormMerge<In>;
  /** Verb and object: "Create token". */
  submitLabel: ReactNode;
  /** Another way to keep what was typed, beside saving it: true when that was done, and the form closes. */
  alternative?: { label: ReactNode; onSubmit: (values: Out) => Promise<boolean> } | undefined;
  isDanger?: boolean;
  /** For changes only: nothing changed, nothing to save. */
  isEdit?: boolean;
  /** There is nothing to send: the body says why. */
  isSubmitOff?: boolean;
  children: ReactNode;
};

function useFormOverlay<In extends FieldValues, Out>(props: FormOverlayProps<In, Out>) {
  const { open, onOpenChange, form, onSubmit, merge, alternative, submitLabel, isDanger, isEdit, isSubmitOff } = props;
  const t = useTranslations("form");
  const id = useId();
  const { isDirty, isSubmitting } = form.formState;
  const { submit, fault, clearFault, merging, closeMerge, submitMerged } = useSubmit({
    form,
    onSubmit,
    merge,
    onSaved: () => onOpenChange(false),
    isClearedAfter: !isEdit,
  });
  const mayLeave = useUnsavedGuard(open && isDirty);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a fresh start each time it opens, and only then
  useEffect(() => {
    if (open) {
      form.reset();
      clearFault();
    }
  }, [open]);

  const close = async () => {
    if (isSubmitting) return;
    if (await mayLeave()) onOpenChange(false);
  };
  return {
    handleOpenChange: (next: boolean) => {
      if (!next) void close();
    },
    footer: (
      <>
        <Button onClick={() => void close()}>{t("cancel")}</Button>
        {alternative ? (
          <Button
            disabled={isSubmitOff || (isEdit === true && !isDirty)}
            onClick={() =>
              void form.handleSubmit(async (values) => {
                if (await alternative.onSubmit(values)) onOpenChange(false);
              })()
            }
          >
            {alternative.label}
          </Button>
        ) : null}
        <Button
          type="submit"
          form={id}
          variant={isDanger ? "danger" : "primary"}
          isPending={isSubmitting}
          disabled={isSubmitOff || (isEdit === true && !isDirty)}
        >
          {submitLabel}
        </Button>
      </>
    ),
    body: (
      <form id={id} onSubmit={submit} noValidate className="flex flex-col gap-4">
        <FormFaultAlert fault={fault} />
        {props.children}
        {merging ? <MergeDialog {...merging} onClose={closeMerge} onMerge={submitMerged} /> : null}
      </form>
    ),
  };
}

/** A longer form in a side sheet (bottom sheet on phones). Asks before typed work is thrown away. */
export function FormSheet<In extends FieldValues, Out>(props: FormOverlayProps<In, Out>) {
  const { handleOpenChange, footer, body } = useFormOverlay(props);
  const { open, title, description } = props;
  return (
    <Sheet isModal open={open} onOpenChange={handleOpenChange} footer={footer} {...{ title, description }}>
      {body}
    </Sheet>
  );
}

/** A form of a few fields in a dialog. */
export function FormDialog<In extends FieldValues, Out>(
  props: FormOverlayProps<In, Out> & { size?: NonNullable<DialogProps["size"]> },
) {
  const { handleOpenChange, footer, body } = useFormOverlay(props);
  const { open, title, description, size = "md" } = props;
  return (
    <Dialog open={open} onOpenChange={handleOpenChange} footer={footer} {...{ title, description, size }}>
      {body}
    </Dialog>
  );
}
