"use client";

import { useState } from "react";
import { JsonEditor } from "@/components/form/json-editor";
import { useFaultText } from "./object-fields";
import type { SettingControlProps } from "./setting-control";

/** A value of a shape that no other control knows: as JSON, checked by its schema. */
export function JsonValueControl({ label, value, isDisabled, faults, onChange }: SettingControlProps) {
  const faultText = useFaultText();
  const printed = JSON.stringify(value ?? {}, null, 2);
  const [typed, setTyped] = useState<{ text: string; printed: string } | null>(null);
  const text = typed?.printed === printed ? typed.text : printed;
  const handleChange = (next: string) => {
    const parsed = parse(next);
    setTyped({ text: next, printed: parsed === undefined ? printed : JSON.stringify(parsed, null, 2) });
    if (parsed !== undefined) onChange(parsed);
  };
  return (
    <JsonEditor
      label={label}
      value={text}
      isReadOnly={isDisabled}
      onChange={handleChange}
      faults={faults.map((fault) => ({ path: fault.path, message: faultText(fault) }))}
    />
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
