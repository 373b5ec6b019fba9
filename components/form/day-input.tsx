"use client";

import { Input } from "@/components/ui/input";

/** A day, "2026-11-22" or "", in a toolbar: without the frame of a form. */
export function DayInput(props: { label: string; value: string; onChange: (day: string) => void; className?: string }) {
  return (
    <Input
      type="date"
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
      className={props.className}
    />
  );
}
