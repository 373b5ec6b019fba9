"use client";

import { useId } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

/** A passphrase: typed, never kept. */
export function PassphraseInput(props: {
  label: string;
  hint: string;
  fault?: string | undefined;
  value: string;
  onChange: (passphrase: string) => void;
}) {
  const { label, hint, fault, value, onChange } = props;
  const id = useId();
  return (
    <div className="flex max-w-md flex-col gap-1">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        type="password"
        isMono
        autoComplete="off"
        value={value}
        aria-describedby={`${id}-hint`}
        aria-invalid={fault !== undefined}
        onChange={({ target }) => onChange(target.value)}
      />
      <p id={`${id}-hint`} className={fault ? "text-err text-xs" : "text-fg-2 text-xs"}>
        {fault ?? hint}
      </p>
    </div>
  );
}
