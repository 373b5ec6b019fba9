"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ChangeBadge } from "@/components/diff/changed-value";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ChangeList } from "./change-list";
import { useObjectFaultText } from "./object-fault-text";
import { useObjectName } from "./object-name";

export type MomentObject = RouterOutputs["revision"]["previewMoment"]["items"][number];

/** Objects with what would become of each; opened to see the fields. */
export function MomentObjects<Object extends MomentObject>(props: {
  objects: readonly Object[];
  isOpen?: boolean;
  /** What else is to be said of an object, beside its name. */
  notes?: (object: Object) => ReactNode;
}) {
  const { objects, isOpen, notes } = props;
  const t = useTranslations("revision");
  const wordFault = useObjectFaultText();
  const nameOf = useObjectName();
  return (
    <ul className="flex flex-col">
      {objects.map((object) => (
        <li key={`${object.kind} ${object.id}`} className="border-border border-b last:border-0">
          <details className="group" open={isOpen}>
            <summary className="flex cursor-pointer list-none items-center gap-2 py-2 -outline-offset-2">
              <ChevronRight className="size-4 shrink-0 text-fg-3 group-open:rotate-90" aria-hidden />
              <Badge className="shrink-0">{t(`kinds.${object.kind}`)}</Badge>
              <span className="min-w-0 flex-1 truncate">{nameOf(object)}</span>
              {notes?.(object)}
              {object.faults.length > 0 ? <Badge tone="err">{t("moment.cannot")}</Badge> : null}
              <ChangeBadge kind={BADGE[object.effect]} />
            </summary>
            <div className="flex flex-col gap-2 pb-3 pl-6">
              {object.faults.map((fault) => (
                <Alert key={`${fault.path} ${fault.reason}`} tone="err">
                  {fault.path ? `${fault.path}: ` : ""}
                  {wordFault(fault)}
                </Alert>
              ))}
              <ChangeList changes={object.changes} kind={object.kind} objectId={object.id} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

/** Of a preview, what can be brought back. */
export function restorable(objects: readonly MomentObject[]): MomentObject[] {
  return objects.filter(({ faults }) => faults.length === 0);
}

const BADGE = { create: "added", update: "changed", delete: "removed" } as const;
