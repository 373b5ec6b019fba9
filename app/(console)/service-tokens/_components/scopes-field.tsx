"use client";

import { useTranslations } from "next-intl";
import type { FieldValues } from "react-hook-form";
import { Field, type FieldProps } from "@/components/form/field";
import { useViewer } from "@/components/layout/viewer";
import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { CellTooltip } from "@/components/ui/tooltip";
import { isSensitiveScope, type Scope, scopesOf } from "@/server/identity/service-token/scope-schema";

const ACTIONS = ["read", "write", "test"] as const;
type Action = (typeof ACTIONS)[number];

/** The scopes of the viewer's role as a table: a row a subject, a column what may be done. */
export function ScopesField<Values extends FieldValues, Context, Out>(props: FieldProps<Values, Context, Out>) {
  const t = useTranslations("serviceToken");
  const { role } = useViewer();
  const rows = rowsOf(scopesOf(role));
  return (
    <Field {...props}>
      {({ field, aria }) => {
        const chosen: Scope[] = field.value;
        const toggle = (scope: Scope) =>
          field.onChange(chosen.includes(scope) ? chosen.filter((name) => name !== scope) : [...chosen, scope]);
        return (
          <div {...aria} className="overflow-x-auto rounded-lg border border-border">
            <table className="w-full text-sm">
              <thead className="text-fg-2 text-xs">
                <tr className="border-border border-b">
                  <th scope="col" className="px-3 py-1.5 text-left font-normal">
                    {t("scopeTable.subject")}
                  </th>
                  {ACTIONS.map((action) => (
                    <th key={action} scope="col" className="w-16 px-2 py-1.5 text-center font-normal">
                      {t(`actions.${action}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ subject, scopes }) => (
                  <tr key={subject} className="border-border border-b last:border-0">
                    <th scope="row" className="px-3 py-1.5 text-left font-normal">
                      <SubjectName subject={subject} isSensitive={Object.values(scopes).some(isSensitiveScope)} />
                    </th>
                    {ACTIONS.map((action) => (
                      <td key={action} className="px-2 py-1.5 align-middle">
                        <ScopeBox
                          scope={scopes[action]}
                          label={`${t(`subjects.${subject}`)}: ${t(`actions.${action}`)}`}
                          chosen={chosen}
                          onToggle={toggle}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Field>
  );
}

function ScopeBox(props: {
  scope: Scope | undefined;
  label: string;
  chosen: readonly Scope[];
  onToggle: (scope: Scope) => void;
}) {
  const { scope, label, chosen, onToggle } = props;
  if (scope === undefined) return null;
  return (
    <span className="flex justify-center">
      <Checkbox aria-label={label} checked={chosen.includes(scope)} onCheckedChange={() => onToggle(scope)} />
    </span>
  );
}

function SubjectName({ subject, isSensitive }: { subject: Subject; isSensitive: boolean }) {
  const t = useTranslations("serviceToken");
  return (
    <span className="flex flex-wrap items-center gap-2">
      {t(`subjects.${subject}`)}
      {isSensitive ? (
        <CellTooltip content={() => t("sensitiveHint")}>
          <Badge tone="warn">{t("sensitive")}</Badge>
        </CellTooltip>
      ) : null}
    </span>
  );
}

type Subject = Scope extends `${infer Name}:${string}` ? Name : never;
type Row = { subject: Subject; scopes: Partial<Record<Action, Scope>> };

function rowsOf(scopes: readonly Scope[]): Row[] {
  const rows = new Map<Subject, Row>();
  for (const scope of scopes) {
    const [subject, action] = scope.split(":") as [Subject, Action];
    const row = rows.get(subject) ?? { subject, scopes: {} };
    row.scopes[action] = scope;
    rows.set(subject, row);
  }
  return [...rows.values()];
}
