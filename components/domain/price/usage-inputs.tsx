"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

export type ExampleUsage = { promptTokens: number; cachedTokens: number; completionTokens: number };

/** The example everybody starts from. */
export const EXAMPLE_USAGE: ExampleUsage = { promptTokens: 1_000, cachedTokens: 0, completionTokens: 500 };

const TOKENS_MAX = 1_000_000_000;
const FIELDS = ["promptTokens", "cachedTokens", "completionTokens"] as const;

/** Token counts of an example request. */
export function UsageInputs(props: { usage: ExampleUsage; onChange: (usage: ExampleUsage) => void }) {
  const { usage, onChange } = props;
  const t = useTranslations("price.example");
  const id = useId();
  return (
    <div className="grid grid-cols-3 gap-3">
      {FIELDS.map((field) => (
        <div key={field} className="flex min-w-0 flex-col gap-1">
          <Label htmlFor={`${id}-${field}`}>{t(field)}</Label>
          <Input
            id={`${id}-${field}`}
            type="number"
            inputMode="numeric"
            min={0}
            max={TOKENS_MAX}
            className="tabular-nums"
            value={usage[field]}
            onChange={(event) => onChange({ ...usage, [field]: tokenCount(event.target.valueAsNumber) })}
          />
        </div>
      ))}
    </div>
  );
}

function tokenCount(typed: number): number {
  return Number.isFinite(typed) ? Math.min(TOKENS_MAX, Math.max(0, Math.trunc(typed))) : 0;
}
