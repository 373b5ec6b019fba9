"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { readAppError } from "./app-error";
import { useErrorText } from "./use-error-text";

/** What stands where something could not be read: no right, signed out, or failed, each with its next step. */
export function FailedState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const t = useTranslations("common");
  const errorText = useErrorText();
  const { code, requestId } = readAppError(error);
  if (code === "FORBIDDEN") return <EmptyState kind="no-right" />;
  const isSignedOut = code === "UNAUTHENTICATED";
  return (
    <EmptyState
      kind="failed"
      description={errorText(error)}
      requestId={requestId}
      onRetry={onRetry}
      action={
        isSignedOut ? (
          <Button asChild variant="primary">
            <Link href="/login">{t("signIn")}</Link>
          </Button>
        ) : undefined
      }
    />
  );
}
