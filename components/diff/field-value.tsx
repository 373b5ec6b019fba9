"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { printed } from "./changed-field";

/** One value in a comparison. `isGone`: the one that no longer holds, struck through. */
export function FieldValue({ value, isGone }: { value: unknown; isGone?: boolean }) {
  const t = useTranslations("diff");
  if (value === null || value === undefined || value === "") {
    return <span className="text-fg-3 text-xs">{t("nothing")}</span>;
  }
  if (typeof value === "boolean") {
    return <span className={cn("text-xs", isGone && "text-fg-2 line-through")}>{value ? t("on") : t("off")}</span>;
  }
  const text = printed(value);
  return (
    <span
      className={cn(
        "wrap-anywhere max-h-80 overflow-y-auto whitespace-pre-wrap font-mono text-xs",
        isGone && "text-fg-2 line-through decoration-fg-3",
      )}
    >
      {text}
    </span>
  );
}
