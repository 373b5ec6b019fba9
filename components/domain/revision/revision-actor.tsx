"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { RevisionRow } from "./revision-row";

/** Who made a state so: a person with a page, or a part of the system by its name. */
export function RevisionActor({ revision }: { revision: Pick<RevisionRow, "actorId" | "actorKind" | "actorName"> }) {
  const t = useTranslations("revision");
  if (revision.actorId) {
    return (
      <Link href={`/users/${revision.actorId}`} className="link truncate" onClick={(event) => event.stopPropagation()}>
        {revision.actorName}
      </Link>
    );
  }
  return (
    <span className="truncate">
      {revision.actorName} <span className="text-fg-3 text-xs">{t("system")}</span>
    </span>
  );
}
