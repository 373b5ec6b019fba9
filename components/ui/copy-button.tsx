"use client";

import { Check, Copy, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button";
import { copyText } from "./copy-text";

const SHOWN_MS = 1_500;

/** Copies `text`. Without children it is an icon whose name says what it copies. */
export function CopyButton(
  props: { text: string | (() => string); label?: string; children?: ReactNode } & Omit<ButtonProps, "onClick">,
) {
  const { text, label, children, variant = "ghost", size, ...button } = props;
  const t = useTranslations("common");
  const [result, setResult] = useState<"copied" | "failed" | null>(null);

  useEffect(() => {
    if (!result) return;
    const timer = setTimeout(() => setResult(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [result]);

  const handleClick = async () => {
    const isCopied = await copyText(typeof text === "function" ? text() : text);
    setResult(isCopied ? "copied" : "failed");
  };
  const Icon = result === "copied" ? Check : result === "failed" ? TriangleAlert : Copy;
  return (
    <Button
      variant={variant}
      size={size ?? (children ? "sm" : "icon-sm")}
      aria-label={children ? undefined : (label ?? t("copy"))}
      title={children ? undefined : (label ?? t("copy"))}
      onClick={(event) => {
        event.stopPropagation();
        void handleClick();
      }}
      {...button}
    >
      <Icon className={result === "copied" ? "text-ok" : undefined} aria-hidden />
      {children}
      <span className="sr-only" aria-live="polite">
        {result === "copied" ? t("copied") : result === "failed" ? t("copyFailed") : ""}
      </span>
    </Button>
  );
}
