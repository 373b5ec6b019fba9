"use client";

import { type QueryFilters, type UseMutationOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { readAppError } from "./app-error";
import { useStepUp } from "./step-up";
import { useToast } from "./use-toast";

export type ActionOptions<Data, Input> = {
  /** What to say when it worked; left out, nothing is said (the form or row shows it). */
  success?: string | ((data: Data, input: Input) => string);
  /**
   * Takes it back; offered in the success toast. Never at once for money, keys or permissions: what has a history is taken
   * back by a dialog that shows the effect first (`useUndoSave`).
   */
  undo?: (data: Data, input: Input) => Promise<unknown>;
  /** Queries that show what changed: `[trpc.token.pathFilter()]`. */
  invalidate?: readonly QueryFilters[];
  onSuccess?: (data: Data, input: Input) => void;
};

type ActionResult<Data> = { ok: true; data: Data } | { ok: false; error: unknown };

export type Action<Data, Input> = {
  /** Does it and says how it went; for buttons and menus. Never throws. */
  run: (input: Input) => Promise<ActionResult<Data>>;
  /** Does it and throws the failure, for a form that shows errors itself. */
  call: (input: Input) => Promise<Data>;
  isPending: boolean;
};

/** Not an error to report: the person closed the password dialog, or said no when asked again. */
export class Declined extends Error {}

/** A mutation with the product's manners: password asked again where the server wants it, errors worded, lists refreshed. */
export function useAction<Data, Failure, Input, Context>(
  mutation: UseMutationOptions<Data, Failure, Input, Context>,
  options: ActionOptions<Data, Input> = {},
): Action<Data, Input> {
  const { mutateAsync, isPending } = useMutation(mutation);
  const queryClient = useQueryClient();
  const stepUp = useStepUp();
  const toast = useToast();

  const refresh = () => Promise.all((options.invalidate ?? []).map((filter) => queryClient.invalidateQueries(filter)));

  const attempt = async (input: Input): Promise<Data> => {
    try {
      return await mutateAsync(input);
    } catch (error) {
      if (readAppError(error).code !== "STEP_UP_REQUIRED") throw error;
      if (!(await stepUp())) throw new Declined();
      return await mutateAsync(input);
    }
  };

  const takeBack = async (data: Data, input: Input) => {
    try {
      await options.undo?.(data, input);
      await refresh();
    } catch (error) {
      toast.error(error);
    }
  };

  const call = async (input: Input): Promise<Data> => {
    const data = await attempt(input);
    void refresh();
    options.onSuccess?.(data, input);
    if (options.success) {
      const text = typeof options.success === "function" ? options.success(data, input) : options.success;
      toast.success(text, options.undo && (() => void takeBack(data, input)));
    }
    return data;
  };

  const run = async (input: Input): Promise<ActionResult<Data>> => {
    try {
      return { ok: true, data: await call(input) };
    } catch (error) {
      if (!(error instanceof Declined)) toast.error(error);
      return { ok: false, error };
    }
  };

  return { run, call, isPending };
}

/** Whether a thrown failure is the person's own choice, and so nothing to show. */
export function isDeclined(error: unknown): boolean {
  return error instanceof Declined;
}
