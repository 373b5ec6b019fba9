"use client";

import { ArrowRight, CircleMinus, CirclePlus, type LucideIcon, PencilLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "../ui/badge";
import type { Tone } from "../ui/status-badge";
import { type ChangeKind, changeShape, type FieldChange, listDelta } from "./changed-field";
import { FieldValue } from "./field-value";
import { TextDiff } from "./text-diff";

const LOOK: Record<ChangeKind, { icon: LucideIcon; tone: Tone }> = {
  added: { icon: CirclePlus, tone: "ok" },
  removed: { icon: CircleMinus, tone: "err" },
  changed: { icon: PencilLine, tone: "info" },
};

export function ChangeBadge({ kind }: { kind: ChangeKind }) {
  const t = useTranslations("diff");
  const { icon: Icon, tone } = LOOK[kind];
  return (
    <Badge tone={tone}>
      <Icon className="size-3" aria-hidden />
      {t(kind)}
    </Badge>
  );
}

/** Before and after of one field, in the shape that is quickest to read. */
export function ChangedValue({ change }: { change: Pick<FieldChange, "before" | "after"> }) {
  const shape = changeShape(change);
  if (shape === "list") return <ListChange before={change.before} after={change.after} />;
  if (shape === "text") return <TextDiff before={String(change.before)} after={String(change.after)} />;
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <FieldValue value={change.before} isGone />
      <ArrowRight className="size-3.5 shrink-0 self-center text-fg-3" aria-hidden />
      <FieldValue value={change.after} />
    </div>
  );
}

const SHOWN_ITEMS = 60;

function ListChange({ before, after }: { before: unknown; after: unknown }) {
  const t = useTranslations("diff");
  const { added, removed, keptCount, isReordered } = listDelta(before, after);
  const items = [
    ...added.map((text) => ({ text, kind: "added" as const })),
    ...removed.map((text) => ({ text, kind: "removed" as const })),
  ].map((item, index) => ({ ...item, key: `${index}:${item.text}` }));
  return (
    <div className="flex flex-wrap items-center gap-1">
      {items.slice(0, SHOWN_ITEMS).map(({ key, text, kind }) => {
        const Icon = LOOK[kind].icon;
        return (
          <Badge key={key} tone={LOOK[kind].tone} className="max-w-full font-mono" title={text}>
            <Icon className="size-3 shrink-0" aria-hidden />
            <span className="sr-only">{t(kind)}: </span>
            <span className={kind === "removed" ? "truncate line-through" : "truncate"}>{text}</span>
          </Badge>
        );
      })}
      {items.length > SHOWN_ITEMS ? (
        <span className="text-fg-2 text-xs">{t("moreItems", { count: items.length - SHOWN_ITEMS })}</span>
      ) : null}
      <span className="text-fg-2 text-xs">{isReordered ? t("reordered") : t("kept", { count: keptCount })}</span>
    </div>
  );
}
