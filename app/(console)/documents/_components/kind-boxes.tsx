"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Label } from "@/components/ui/label";
import { REVISION_KINDS, type RevisionKind } from "@/server/configuration/revision/schema";

/** Boxes for the kinds of objects. */
export function KindBoxes(props: {
  label: string;
  hint?: string;
  chosen: readonly RevisionKind[];
  onChange: (kinds: RevisionKind[]) => void;
}) {
  const { label, hint, chosen, onChange } = props;
  const t = useTranslations("revision.kinds");
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-semibold text-sm">{label}</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {REVISION_KINDS.map((kind) => (
          <div key={kind} className="flex items-center gap-2">
            <Checkbox
              id={`${id}-${kind}`}
              checked={chosen.includes(kind)}
              onCheckedChange={(isOn) =>
                onChange(REVISION_KINDS.filter((one) => (one === kind ? isOn === true : chosen.includes(one))))
              }
            />
            <Label htmlFor={`${id}-${kind}`} className="font-normal">
              {t(kind)}
            </Label>
          </div>
        ))}
      </div>
      {hint ? <p className="text-fg-2 text-xs">{hint}</p> : null}
    </fieldset>
  );
}
