"use client";

import { useRef, useState } from "react";
import type { FieldPath, FieldPathValue, FieldValues } from "react-hook-form";
import { readAppError } from "../feedback/app-error";
import { type MergeField, mergeFields } from "./merge-fields";
import type { ZodForm } from "./use-zod-form";

/** Lets a form whose record somebody saved meanwhile be merged with theirs instead of being refused. */
export type FormMerge<In extends FieldValues> = {
  /** Reads the record anew: what the form would now be opened with, and the version that stands for. */
  readLatest: () => Promise<{ values: In; version: number }>;
  /** The name of a field in the words of the form. */
  labelOf: (path: string) => string;
};

/** Whether a save was refused because the record is no longer what the form was opened with. */
export function isStale(error: unknown): boolean {
  const { code, reason } = readAppError(error);
  return code === "CONFLICT" && (reason?.endsWith(".stale_version") ?? false);
}

type Merging<In> = { fields: MergeField[]; latest: { values: In; version: number } };

/** The state of a merge: the fields to decide on, and the version that the merged values are saved over. */
export function useFormMerge<In extends FieldValues, Out>(form: ZodForm<In, Out>, merge: FormMerge<In> | undefined) {
  const [merging, setMerging] = useState<Merging<In> | null>(null);
  const version = useRef<number | undefined>(undefined);
  const { defaultValues } = form.formState;

  return {
    merging,
    /** The version that was merged into; undefined while the one the form was opened with still counts. */
    versionToSave: () => version.current,
    start: async (): Promise<void> => {
      if (!merge) return;
      const latest = await merge.readLatest();
      const fields = mergeFields({ base: defaultValues ?? {}, mine: form.getValues(), theirs: latest.values });
      setMerging({ fields, latest });
    },
    /** Puts the merged values into the form, as edits of the newest state. */
    take: (values: ReadonlyMap<string, unknown>): void => {
      if (!merging) return;
      version.current = merging.latest.version;
      form.reset(merging.latest.values);
      for (const [path, value] of values) {
        const name = path as FieldPath<In>;
        form.setValue(name, value as FieldPathValue<In, typeof name>, { shouldDirty: true });
      }
      setMerging(null);
    },
    close: () => setMerging(null),
    forget: () => {
      version.current = undefined;
    },
  };
}
