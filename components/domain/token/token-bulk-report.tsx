"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { reasonKey } from "@/server/kernel/reason-key-schema";

type Report = RouterOutputs["token"]["changeMany"];

/** What failed in a bulk act, token by token, with the reason of each. */
export function TokenBulkReport({ report, onClose }: { report: Report | null; onClose: () => void }) {
  const t = useTranslations("token.bulk.report");
  const words = useTranslations();
  const count = (outcome: Report[number]["outcome"]) => (report ?? []).filter((row) => row.outcome === outcome).length;
  const reasonText = (reason: string | null) => {
    const key = reason === null ? null : reasonKey(reason);
    return key && words.has(key) ? words(key) : (reason ?? "");
  };
  return (
    <Dialog
      open={report !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="md"
      title={t("title", { failed: count("failed") })}
      description={t("counts", { done: count("done"), skipped: count("skipped") })}
      footer={<Button onClick={onClose}>{t("close")}</Button>}
    >
      <ul className="flex flex-col divide-y divide-border">
        {(report ?? [])
          .filter((row) => row.outcome === "failed")
          .map((row) => (
            <li key={row.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 py-1.5">
              <Link href={`/tokens?open=${row.id}`} className="link">
                {row.label}
              </Link>
              <span className="text-err text-xs">{reasonText(row.reason)}</span>
            </li>
          ))}
      </ul>
    </Dialog>
  );
}
