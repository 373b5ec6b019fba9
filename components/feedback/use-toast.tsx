"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { toast } from "sonner";
import { readAppError } from "./app-error";
import { useErrorText } from "./use-error-text";

const SUCCESS_MS = 4_000;
const UNDO_MS = 8_000;

export type Toasts = {
  success: (message: string, undo?: () => void) => void;
  info: (message: string) => void;
  /** Words a thrown error, with its request id; stays until closed. */
  error: (error: unknown, title?: string) => void;
};

export function useToast(): Toasts {
  const t = useTranslations("common");
  const errorText = useErrorText();
  return useMemo<Toasts>(
    () => ({
      success: (message, undo) => {
        const options = undo
          ? { duration: UNDO_MS, action: { label: t("undo"), onClick: undo } }
          : { duration: SUCCESS_MS };
        toast.success(message, options);
      },
      info: (message) => {
        toast.info(message, { duration: SUCCESS_MS });
      },
      error: (error, title) => {
        const { requestId } = readAppError(error);
        const text = errorText(error);
        toast.error(title ?? text, {
          duration: Number.POSITIVE_INFINITY,
          description: (
            <>
              {title ? <span className="block">{text}</span> : null}
              {requestId ? <span className="block font-mono text-meta">{requestId}</span> : null}
            </>
          ),
        });
      },
    }),
    [t, errorText],
  );
}
