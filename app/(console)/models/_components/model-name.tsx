"use client";

import { RecordId } from "@/components/ui/record-id";

/** A model's whole name, as programs write it, with a copy button. */
export function ModelName({ name }: { name: string }) {
  return <RecordId id={name} isFull className="text-sm [&_span]:text-fg" />;
}
