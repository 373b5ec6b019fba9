"use client";

import { useTranslations } from "next-intl";

export type FieldChange = { path: string; before: unknown; after: unknown };

/** Field by field: what was, what is. */
export function AuditChanges({ changes }: { changes: readonly FieldChange[] }) {
  const t = useTranslations("audit.detail");
  if (changes.length === 0) return <p className="text-fg-2">{t("noChanges")}</p>;
  return (
    <table className="w-full table-fixed text-sm">
      <thead className="text-fg-2 text-xs">
        <tr className="border-border border-b">
          <th scope="col" className="w-1/4 py-1 text-left font-normal">
            {t("field")}
          </th>
          <th scope="col" className="py-1 pl-2 text-left font-normal">
            {t("before")}
          </th>
          <th scope="col" className="py-1 pl-2 text-left font-normal">
            {t("after")}
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.path} className="border-border border-b align-top last:border-0">
            <th scope="row" className="break-words py-1.5 text-left font-mono font-normal text-xs">
              {change.path}
            </th>
            <td className="py-1.5 pl-2">
              <Value value={change.before} />
            </td>
            <td className="py-1.5 pl-2">
              <Value value={change.after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value }: { value: unknown }) {
  if (value === null || value === undefined || value === "") return <span className="text-fg-3">—</span>;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return <span className="break-words font-mono text-xs">{text}</span>;
}
