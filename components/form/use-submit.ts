"use client";

import { type FormEvent, useState } from "react";
import type { FieldPath, FieldValues } from "react-hook-form";
import { readAppError } from "../feedback/app-error";
import { isDeclined } from "../feedback/use-action";
import { useErrorText } from "../feedback/use-error-text";
import { type FormMerge, isStale, useFormMerge } from "./use-form-merge";
import type { ZodForm } from "./use-zod-form";

export type FormFault = { text: string; requestId: string | null };

/**
 * Runs a form's save. A refusal that names fields (`meta.field`, or the server's own schema faults) is shown there,
 * any other above the form; what was typed is kept either way.
 */
export function useSubmit<In extends FieldValues, Out>(options: {
  form: ZodForm<In, Out>;
  /** `version`: the one to save over when the form was merged with somebody's save, else the one it was opened with. */
  onSubmit: (values: Out, version?: number) => Promise<unknown>;
  onSaved?: () => void;
  merge?: FormMerge<In> | undefined;
  /** Starts afresh after saving, for the next record. By default what was saved stays, as the new "unchanged". */
  isClearedAfter?: boolean;
}) {
  const { form, onSubmit, onSaved, isClearedAfter, merge } = options;
  const merger = useFormMerge(form, merge);
  const errorText = useErrorText();
  const [fault, setFault] = useState<FormFault | null>(null);

  const showFault = (error: unknown) => {
    const { fields, meta, requestId } = readAppError(error);
    const text = errorText(error);
    const named = [...fields];
    if (typeof meta.field === "string") named.push({ path: meta.field, message: text });
    const known = named.filter(({ path }) => hasField(form.getValues(), path));
    for (const { path, message } of known) {
      form.setError(path as FieldPath<In>, { message }, { shouldFocus: true });
    }
    setFault(known.length > 0 ? null : { text, requestId });
  };

  const save = async (values: Out) => {
    try {
      await onSubmit(values, merger.versionToSave());
      form.reset(isClearedAfter ? undefined : form.getValues());
      merger.forget();
      onSaved?.();
    } catch (error) {
      if (isDeclined(error)) return;
      if (merge && isStale(error)) await merger.start();
      else throw error;
    }
  };

  const handleSubmit = form.handleSubmit(async (values) => {
    setFault(null);
    await save(values).catch(showFault);
  });

  return {
    fault,
    clearFault: () => {
      setFault(null);
      merger.forget();
    },
    merging: merger.merging && merge ? { fields: merger.merging.fields, labelOf: merge.labelOf } : null,
    closeMerge: merger.close,
    submitMerged: async (values: ReadonlyMap<string, unknown>) => {
      merger.take(values);
      await handleSubmit();
    },
    submit: (event: FormEvent) => {
      // A form in a dialog is inside its opener's form for React's events: only this one is sent.
      event.stopPropagation();
      return handleSubmit(event);
    },
  };
}

function hasField(values: unknown, path: string): boolean {
  const head = path.split(".")[0] ?? "";
  return typeof values === "object" && values !== null && head in values;
}
