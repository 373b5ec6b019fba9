"use client";

import { hrefOfId } from "@/components/domain/audit/record-href";
import { useViewer } from "@/components/layout/viewer";
import { RecordId } from "@/components/ui/record-id";
import { isStaff } from "@/server/identity/permission/schema";

/** The record an entry comes from; for the staff a link to it, as most of these pages are theirs. */
export function ReferenceLink({ id, isFull = false }: { id: string; isFull?: boolean }) {
  const { role } = useViewer();
  if (id === "") return <span className="text-fg-3">—</span>;
  const href = isStaff(role) ? hrefOfId(id) : null;
  return <RecordId id={id} isFull={isFull} {...(href ? { href } : {})} />;
}
