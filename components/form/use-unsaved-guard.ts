"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect } from "react";
import { useConfirm } from "../feedback/confirm";

/**
 * Keeps typed work from being lost: the browser asks before the page goes, links inside the console are held until the
 * person agrees. Returns `mayLeave()`, for closing a sheet or dialog.
 */
export function useUnsavedGuard(isDirty: boolean): () => Promise<boolean> {
  const t = useTranslations("form.unsaved");
  const confirm = useConfirm();

  const mayLeave = useCallback(async () => {
    if (!isDirty) return true;
    return confirm({ title: t("title"), description: t("description"), confirmLabel: t("discard"), isDanger: true });
  }, [isDirty, confirm, t]);

  useEffect(() => {
    if (!isDirty) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!(link instanceof HTMLAnchorElement) || !isPlain || link.target === "_blank") return;
      if (link.origin !== window.location.origin || link.hash) return;
      event.preventDefault();
      event.stopPropagation();
      void mayLeave().then((isFree) => {
        if (!isFree) return;
        // The second click must not be asked about again.
        document.removeEventListener("click", click, true);
        link.click();
      });
    };
    window.addEventListener("beforeunload", beforeUnload);
    document.addEventListener("click", click, true);
    return () => {
      window.removeEventListener("beforeunload", beforeUnload);
      document.removeEventListener("click", click, true);
    };
  }, [isDirty, mayLeave]);

  return mayLeave;
}
