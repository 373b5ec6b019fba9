"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PersonLink } from "@/components/domain/ledger/person-link";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";
import { Time } from "@/components/ui/time";

/** Accounts of which nothing is cleaned up. */
export function HoldList() {
  const t = useTranslations("retention.holds");
  const query = useQuery(useTRPC().retention.holds.queryOptions());
  return (
    <QueryState query={query}>
      {(holds) =>
        holds.length === 0 ? (
          <p className="text-fg-2">{t("none")}</p>
        ) : (
          <PlainTable
            head={[{ label: t("user") }, { label: t("since") }, { label: t("reason") }]}
            className="max-w-3xl"
          >
            {holds.map(({ user, heldAt, reason }) => (
              <PlainRow key={user.id} name={<PersonLink person={user} />}>
                <PlainCell>
                  <Time value={heldAt} format="date" />
                </PlainCell>
                <PlainCell>
                  <span className="break-words">{reason}</span>
                </PlainCell>
              </PlainRow>
            ))}
          </PlainTable>
        )
      }
    </QueryState>
  );
}
