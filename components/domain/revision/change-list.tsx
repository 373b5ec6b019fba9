"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { changeKind, type FieldChange } from "@/components/diff/changed-field";
import { ChangeBadge, ChangedValue } from "@/components/diff/changed-value";
import { useFieldLabel } from "./field-label";

export type ChangeListProps = {
  /** Null: the state before is no longer kept. */
  changes: readonly FieldChange[] | null;
  /** Whose fields they are, so that they can be worded. */
  kind: string;
  objectId?: string;
  /** Beside a field's name: a box to choose it by, say. */
  lead?: (change: FieldChange) => ReactNode;
};

/** The difference of two states, a row a field: what it is called, what became of it, before and after. */
export function ChangeList({ changes, kind, objectId, lead }: ChangeListProps) {
  const t = useTranslations("diff");
  const labelOf = useFieldLabel();
  if (changes === null) return <p className="text-fg-2">{t("unknown")}</p>;
  if (changes.length === 0) return <p className="text-fg-2">{t("none")}</p>;
  return (
    <ul className="flex flex-col">
      {changes.map((change) => {
        const label = labelOf({ kind, path: change.path, ...(objectId === undefined ? {} : { objectId }) });
        return (
          <li key={change.path} className="flex gap-2 border-border border-b py-2 first:pt-0 last:border-0 last:pb-0">
            {lead ? <div className="pt-0.5">{lead(change)}</div> : null}
            <div className="flex min-w-0 flex-1 flex-col gap-1">
              <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
                <span className={label ? "wrap-anywhere" : "wrap-anywhere font-mono text-xs"} title={change.path}>
                  {label ?? change.path}
                </span>
                <ChangeBadge kind={changeKind(change)} />
              </div>
              <ChangedValue change={change} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
