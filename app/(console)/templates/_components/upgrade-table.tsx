"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFaultText } from "@/components/schema-form/fault-text";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { StatusBadge } from "@/components/ui/status-badge";

export type UpgradeRow = RouterOutputs["template"]["upgradePreview"]["items"][number];

/** Configurations made from a template, and what a version would break in each. */
export function UpgradeTable({ items, lead }: { items: readonly UpgradeRow[]; lead?: (row: UpgradeRow) => ReactNode }) {
  const t = useTranslations("template.upgrade");
  const faultText = useFaultText();
  if (items.length === 0) return <p className="text-fg-2">{t("none")}</p>;
  const head = [
    { label: t("config") },
    { label: t("owner"), className: "hidden sm:table-cell" },
    { label: t("onVersion"), isNumeric: true },
    { label: t("outcome") },
  ];
  return (
    <PlainTable head={head}>
      {items.map((row) => (
        <PlainRow
          key={row.id}
          name={
            <span className="flex items-center gap-2">
              {lead?.(row)}
              <Link href={`/configs/${row.id}`} className="link">
                {row.name || row.key}
              </Link>
            </span>
          }
        >
          <PlainCell className="hidden sm:table-cell">{row.ownerName}</PlainCell>
          <PlainCell isNumeric>{row.templateNumber}</PlainCell>
          <PlainCell>
            {row.faults.length === 0 ? (
              <StatusBadge status="succeeded">{t("fits")}</StatusBadge>
            ) : (
              <div className="flex flex-col gap-1">
                <StatusBadge status="failed">{t("breaks")}</StatusBadge>
                <ul className="text-xs">
                  {row.faults.map((fault) => (
                    <li key={`${fault.path} ${fault.code}`}>
                      <code className="font-mono text-meta">{fault.path || "/"}</code> {faultText(fault)}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}
