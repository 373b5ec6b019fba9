"use client";

import { CircleAlert, Inbox, Lock, type LucideIcon, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

type EmptyKind = "none" | "no-match" | "no-right" | "failed";

const ICON: Record<EmptyKind, LucideIcon> = { none: Inbox, "no-match": SearchX, "no-right": Lock, failed: CircleAlert };

export type EmptyStateProps = {
  kind: EmptyKind;
  /** Default: a general sentence for the kind. Say what is missing and what makes one. */
  title?: ReactNode;
  description?: ReactNode;
  /** The next step: a create button, "clear filters"… */
  action?: ReactNode;
  /** For `failed`. */
  requestId?: string | null;
  onRetry?: () => void;
  className?: string;
};

/** Why there is nothing here, one of four reasons, each with its next step. */
export function EmptyState(props: EmptyStateProps) {
  const { kind, title, description, action, requestId, onRetry, className } = props;
  const t = useTranslations("common.empty");
  const Icon = ICON[kind];
  const isFailed = kind === "failed";
  return (
    <div
      role={isFailed ? "alert" : undefined}
      className={cn("flex flex-col items-center justify-center gap-1 px-6 py-14 text-center", className)}
    >
      <Icon className={cn("mb-2 size-6", isFailed ? "text-err" : "text-fg-3")} strokeWidth={1.5} aria-hidden />
      <p className="font-semibold text-base">{title ?? t(`${kind}.title`)}</p>
      <p className="max-w-md text-balance text-fg-2">{description ?? t(`${kind}.description`)}</p>
      {requestId ? (
        <p className="mt-1 inline-flex items-center gap-1 font-mono text-fg-3 text-xs">
          {requestId}
          <CopyButton text={requestId} label={t("copyRequestId")} className="size-6 [&_svg]:size-3.5" />
        </p>
      ) : null}
      {action || onRetry ? (
        <div className="mt-4 flex flex-wrap items-center justify-center gap-2">
          {onRetry ? <Button onClick={onRetry}>{t("retry")}</Button> : null}
          {action}
        </div>
      ) : null}
    </div>
  );
}
