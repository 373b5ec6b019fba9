"use client";

import { ChevronDown, ChevronUp, ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { Sheet } from "../ui/sheet";

export type RowDetail<Row> = {
  title: (id: string, row: Row | undefined) => ReactNode;
  description?: (id: string, row: Row | undefined) => ReactNode;
  /** `row` is missing when the link was pasted and the row is not among the loaded: read the record by its id. */
  render: (id: string, row: Row | undefined) => ReactNode;
  footer?: (id: string, row: Row | undefined) => ReactNode;
  /** The record's own page. */
  href?: (id: string) => string;
};

/** The open row beside its list; its id stands in the URL. */
export function RowSheet<Row>(props: {
  detail: RowDetail<Row>;
  openId: string | null;
  row: Row | undefined;
  onClose: () => void;
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
}) {
  const { detail, openId, row, onClose, onPrevious, onNext } = props;
  const t = useTranslations("table");
  return (
    <Sheet
      open={openId !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={openId === null ? "" : detail.title(openId, row)}
      description={openId === null ? undefined : detail.description?.(openId, row)}
      footer={openId === null ? undefined : detail.footer?.(openId, row)}
      headerActions={
        <>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("previous")}
            title={`${t("previous")} (K)`}
            disabled={!onPrevious}
            onClick={onPrevious ?? undefined}
          >
            <ChevronUp aria-hidden />
          </Button>
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("next")}
            title={`${t("next")} (J)`}
            disabled={!onNext}
            onClick={onNext ?? undefined}
          >
            <ChevronDown aria-hidden />
          </Button>
          {detail.href && openId !== null ? (
            <Button variant="ghost" size="icon-sm" asChild>
              <Link href={detail.href(openId)} aria-label={t("openAsPage")} title={t("openAsPage")}>
                <ExternalLink aria-hidden />
              </Link>
            </Button>
          ) : null}
        </>
      }
    >
      {openId === null ? null : detail.render(openId, row)}
    </Sheet>
  );
}
