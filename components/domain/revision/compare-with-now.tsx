"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { ChangeList } from "./change-list";

/** A state beside the one in force: what became of it since. */
export function CompareWithNow({ id }: { id: string }) {
  const t = useTranslations("revision");
  const query = useQuery(useTRPC().revision.compare.queryOptions({ fromId: id, toId: null }, { staleTime: 0 }));
  return (
    <QueryState query={query}>
      {(comparison) =>
        comparison.changes.length === 0 ? (
          <p className="text-fg-2">{t("sameAsNow")}</p>
        ) : (
          <ChangeList changes={comparison.changes} kind={comparison.kind} objectId={comparison.objectId} />
        )
      }
    </QueryState>
  );
}
