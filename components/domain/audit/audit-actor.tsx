"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";

const ROLES = ["root", "admin", "operator", "support", "user", "system"] as const;

/** Who acted, with their role then. */
export function AuditActor({ event }: { event: { actorId: string | null; actorName: string; actorRole: string } }) {
  const t = useTranslations("audit.roles");
  const role = ROLES.find((known) => known === event.actorRole);
  return (
    <span className="inline-flex min-w-0 items-baseline gap-1.5">
      {event.actorId ? (
        <Link href={`/users/${event.actorId}`} className="link truncate" onClick={(click) => click.stopPropagation()}>
          {event.actorName}
        </Link>
      ) : (
        <span className="truncate">{event.actorName}</span>
      )}
      <span className="shrink-0 text-fg-3 text-xs">{role ? t(role) : event.actorRole}</span>
    </span>
  );
}
