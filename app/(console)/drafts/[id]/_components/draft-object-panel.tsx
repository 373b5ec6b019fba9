"use client";

import { Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { recordHref } from "@/components/domain/audit/record-href";
import { type DraftObject, type DraftRecord, storedChange } from "@/components/domain/draft/draft-row";
import { mergedContent } from "@/components/domain/draft/merged-content";
import { ChangeList } from "@/components/domain/revision/change-list";
import { useFieldLabel } from "@/components/domain/revision/field-label";
import { useObjectFaultText } from "@/components/domain/revision/object-fault-text";
import { useObjectName } from "@/components/domain/revision/object-name";
import { useAction } from "@/components/feedback/use-action";
import type { MergeChoice } from "@/components/form/merge-fields";
import { MergeView } from "@/components/form/merge-view";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";

type PanelProps = { draft: DraftRecord; object: DraftObject; isOpen: boolean };

/** One object of a draft: what would change, what does not fit, and where it has to be merged with somebody's save. */
export function DraftObjectPanel({ draft, object, isOpen }: PanelProps) {
  const t = useTranslations("draft");
  const tKinds = useTranslations("revision.kinds");
  const faultText = useObjectFaultText();
  const mayManage = useCan("draft.manage");
  const replace = useReplaceChange(draft, object);
  const href = recordHref(object.kind, object.id);
  const name = useObjectName()(object);
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-border p-4">
      <div className="flex flex-wrap items-center gap-2">
        <Badge>{tKinds(object.kind)}</Badge>
        <h3 className="min-w-0 flex-1 truncate font-semibold">
          {href ? (
            <Link href={href} className="link">
              {name}
            </Link>
          ) : (
            name
          )}
        </h3>
        {object.content === null ? <Badge tone="err">{t("deletes")}</Badge> : null}
        {object.live === null && object.content !== null ? <Badge tone="ok">{t("makes")}</Badge> : null}
        {object.isStale && isOpen ? <Badge tone="warn">{t("staleBadge")}</Badge> : null}
        {isOpen && mayManage ? (
          <Button
            variant="ghost"
            size="icon-sm"
            aria-label={t("removeObject", { name })}
            title={t("removeObject", { name })}
            isPending={replace.isPending}
            onClick={() => void replace.run(null)}
          >
            <Trash2 aria-hidden />
          </Button>
        ) : null}
      </div>
      {object.faults.map((fault) => (
        <Alert key={`${fault.path} ${fault.reason}`} tone="err">
          {fault.path ? <span className="font-mono text-xs">{fault.path}: </span> : null}
          {faultText(fault)}
        </Alert>
      ))}
      {object.isStale && isOpen && mayManage ? (
        <Merge object={object} onMerged={(content) => void replace.run({ content, base: object.newest })} />
      ) : (
        <ChangeList changes={object.changes} kind={object.kind} objectId={object.id} />
      )}
    </li>
  );
}

/** Writes a draft with this object's change replaced, or taken out. */
function useReplaceChange(draft: DraftRecord, object: DraftObject) {
  const t = useTranslations("draft");
  const trpc = useTRPC();
  const update = useAction(trpc.draft.update.mutationOptions(), {
    success: t("saved"),
    invalidate: [trpc.draft.pathFilter()],
  });
  return {
    isPending: update.isPending,
    run: (next: Pick<DraftObject, "content" | "base"> | null) => {
      const changes = draft.changes.flatMap((change) => {
        if (change.kind !== object.kind || change.id !== object.id) return [storedChange(change)];
        return next ? [storedChange({ ...change, ...next })] : [];
      });
      return update.run({ id: draft.id, version: draft.version, changes });
    },
  };
}

function Merge({ object, onMerged }: { object: DraftObject; onMerged: (content: DraftObject["content"]) => void }) {
  const t = useTranslations("draft");
  const labelOf = useFieldLabel();
  const [choices, setChoices] = useState<Record<string, MergeChoice>>({});
  const { content, live, merge } = object;
  // Where one side took the whole object away there is nothing to put together field by field.
  if (content === null || live === null) {
    return (
      <Alert tone="warn" title={t(live === null ? "goneMeanwhile" : "changedBeforeDeletion")}>
        <Button size="sm" className="mt-2" onClick={() => onMerged(content)}>
          {t("keepAnyway")}
        </Button>
      </Alert>
    );
  }
  const openCount = merge.filter((field) => field.isConflict && !choices[field.path]).length;
  return (
    <div className="flex flex-col gap-3">
      <MergeView
        fields={merge}
        labelOf={(path) => labelOf({ kind: object.kind, objectId: object.id, path }) ?? path}
        choices={choices}
        onChoose={(path, choice) => setChoices((current) => ({ ...current, [path]: choice }))}
      />
      <Button
        className="self-start"
        disabled={openCount > 0}
        onClick={() => onMerged(mergedContent({ mine: content, theirs: live }, merge, choices))}
      >
        {openCount > 0 ? t("mergeOpen", { count: openCount }) : t("merge")}
      </Button>
    </div>
  );
}
