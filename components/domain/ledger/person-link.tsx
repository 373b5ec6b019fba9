"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCan } from "@/components/layout/viewer";

/** Somebody by name, a link where the viewer may read accounts; without anybody it was the system. */
export function PersonLink({ person }: { person: { id: string; username: string } | null }) {
  const t = useTranslations("ledger");
  const mayRead = useCan("user.read");
  if (person === null) return <span className="text-fg-2">{t("system")}</span>;
  const name = person.username || person.id;
  if (!mayRead) return <span className="truncate">{name}</span>;
  return (
    <Link href={`/users/${person.id}`} className="link truncate" onClick={(event) => event.stopPropagation()}>
      {name}
    </Link>
  );
}
