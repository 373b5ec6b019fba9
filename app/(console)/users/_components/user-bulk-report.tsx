"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { StatusBadge } from "@/components/ui/status-badge";
import { reasonKey } from "@/server/kernel/reason-key-schema";
import { type BulkReport, countOutcomes } from "./bulk-outcomes";

/** What became of each account of a bulk action. */
export function UserBulkReport(props: {
  rows: BulkReport | null;
  onClose: () => void;
  onRetry: (failedIds: string[]) => void;
}) {
  const { rows, onClose, onRetry } = props;
  const t = useTranslations("user.bulk");
  const failedIds = (rows ?? []).filter((row) => row.outcome === "failed").map((row) => row.id);
  return (
    <Dialog
      open={rows !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="md"
      title={t("reportTitle")}
      description={rows ? t("report", countOutcomes(rows)) : undefined}
      footer={
        <>
          <Button onClick={() => onRetry(failedIds)}>{t("retry")}</Button>
          <Button variant="primary" onClick={onClose}>
            {t("close")}
          </Button>
        </>
      }
    >
      <table className="w-full text-left text-xs">
        <thead className="text-fg-2">
          <tr className="border-border border-b">
            <th className="py-1.5 pr-3 font-semibold">{t("user")}</th>
            <th className="py-1.5 pr-3 font-semibold">{t("result")}</th>
            <th className="py-1.5 font-semibold">{t("why")}</th>
          </tr>
        </thead>
        <tbody>
          {(rows ?? []).map((row) => (
            <tr key={row.id} className="border-border border-b last:border-0">
              <td className="py-1.5 pr-3">
                <Link href={`/users/${row.id}`} className="link">
                  {row.label}
                </Link>
              </td>
              <td className="py-1.5 pr-3">
                <StatusBadge status={row.outcome}>{t(`outcome.${row.outcome}`)}</StatusBadge>
              </td>
              <td className="py-1.5">{row.reason ? <Reason reason={row.reason} /> : "—"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

function Reason({ reason }: { reason: string }) {
  const t = useTranslations();
  const key = reasonKey(reason);
  return key && t.has(key) ? t(key) : reason;
}
