"use client";

import { useTranslations } from "next-intl";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";

export type FieldChange = { path: string; before: unknown; after: unknown };

/** Field by field: what was, what is. */
export function AuditChanges({ changes }: { changes: readonly FieldChange[] }) {
  const t = useTranslations("audit.detail");
  if (changes.length === 0) return <p className="text-fg-2">{t("noChanges")}</p>;
  const head = [{ label: t("field"), className: "w-1/4" }, { label: t("before") }, { label: t("after") }];
  return (
    <PlainTable head={head} className="table-fixed">
      {changes.map((change) => (
        <PlainRow key={change.path} name={<span className="font-mono text-xs">{change.path}</span>}>
          <PlainCell>
            <Value value={change.before} />
          </PlainCell>
          <PlainCell>
            <Value value={change.after} />
          </PlainCell>
        </PlainRow>
      ))}
    </PlainTable>
  );
}

function Value({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === "") return <span className="text-fg-3">—</span>;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return <span className="break-words font-mono text-xs">{text}</span>;
}
