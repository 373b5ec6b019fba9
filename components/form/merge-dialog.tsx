"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { type MergeChoice, type MergeField, mergedValue } from "./merge-fields";
import { MergeView } from "./merge-view";

/**
 * Somebody was faster: shows both people's edits and saves what the reader makes of them. Closing it goes back to the form, where
 * everything typed still stands.
 */
export function MergeDialog(props: {
  fields: readonly MergeField[];
  labelOf: (path: string) => string;
  onClose: () => void;
  /** Gets the value of every field that was changed by either side. */
  onMerge: (values: ReadonlyMap<string, unknown>) => Promise<unknown>;
}) {
  const { fields, labelOf, onClose, onMerge } = props;
  const t = useTranslations("form.merge");
  const [choices, setChoices] = useState<Record<string, MergeChoice>>({});
  const [isSaving, setIsSaving] = useState(false);
  const openCount = fields.filter((field) => field.isConflict && !choices[field.path]).length;
  const handleMerge = async () => {
    setIsSaving(true);
    try {
      await onMerge(new Map(fields.map((field) => [field.path, mergedValue(field, choices[field.path])])));
    } finally {
      setIsSaving(false);
    }
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open && !isSaving) onClose();
      }}
      title={t("title")}
      description={t("description")}
      footer={
        <>
          {openCount > 0 ? <span className="mr-auto text-fg-2 text-xs">{t("open", { count: openCount })}</span> : null}
          <Button onClick={onClose}>{t("back")}</Button>
          <Button variant="primary" isPending={isSaving} disabled={openCount > 0} onClick={() => void handleMerge()}>
            {t("save")}
          </Button>
        </>
      }
    >
      <MergeView
        fields={fields}
        labelOf={labelOf}
        choices={choices}
        onChoose={(path, choice) => setChoices((current) => ({ ...current, [path]: choice }))}
      />
    </Dialog>
  );
}
