"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useOutcomeText } from "./outcome-text";

type Outcome = RouterOutputs["channel"]["bulk"];
export type BulkRows = Extract<Outcome, { kind: "done" }>["rows"];

/** What a bulk change did, the failures first by name and reason. */
export function BulkReport({ rows, onClose }: { rows: BulkRows | null; onClose: () => void }) {
  const t = useTranslations("channel.bulk");
  const outcomeText = useOutcomeText();
  const failed = rows?.filter((row) => !row.isDone) ?? [];
  const doneCount = (rows?.length ?? 0) - failed.length;
  return (
    <Dialog
      size="md"
      open={rows !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("reportTitle")}
      description={t("report", { done: doneCount, failed: failed.length })}
      footer={<Button onClick={onClose}>{t("close")}</Button>}
    >
      <ul className="max-h-72 divide-y divide-border overflow-y-auto">
        {failed.map((row) => (
          <li key={row.id} className="flex flex-col gap-0.5 py-2">
            <Link href={`/channels/${row.id}`} className="link truncate">
              {row.label}
            </Link>
            <span className="text-err text-xs">{outcomeText(row.reason ?? "")}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
