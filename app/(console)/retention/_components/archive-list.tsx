"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { keyset } from "@/components/data-table/list-query";
import { QueryState } from "@/components/feedback/query-state";
import { useAction } from "@/components/feedback/use-action";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Button } from "@/components/ui/button";
import { ByteSize, NumberText } from "@/components/ui/numeric";
import { PlainCell, PlainRow, PlainTable } from "@/components/ui/plain-table";

type ArchiveFault = NonNullable<RouterOutputs["archive"]["verify"]["fault"]>;
type Archive = RouterOutputs["archive"]["list"]["items"][number];

/** Files of logs that are no longer in the database. */
export function ArchiveList() {
  const t = useTranslations("retention.archives");
  const query = useInfiniteQuery(useTRPC().archive.list.infiniteQueryOptions({}, keyset));
  const head = [
    { label: t("month") },
    { label: t("noun") },
    { label: t("rows"), isNumeric: true },
    { label: t("size"), isNumeric: true },
    { label: t("verify"), isNumeric: true },
  ];
  return (
    <QueryState query={query}>
      {({ pages }) => {
        const archives = pages.flatMap(({ items }) => items);
        if (archives.length === 0) return <p className="text-fg-2">{t("none")}</p>;
        return (
          <div className="flex flex-col items-start gap-3">
            <PlainTable head={head} className="max-w-3xl">
              {archives.map((archive) => (
                <PlainRow key={archive.id} name={archive.month}>
                  <PlainCell>{archive.noun === "attempts" ? t("nouns.attempts") : t("nouns.logs")}</PlainCell>
                  <PlainCell isNumeric>
                    <NumberText value={archive.rowCount} />
                  </PlainCell>
                  <PlainCell isNumeric>
                    <ByteSize value={archive.byteCount} />
                  </PlainCell>
                  <PlainCell isNumeric>
                    <VerifyButton archive={archive} />
                  </PlainCell>
                </PlainRow>
              ))}
            </PlainTable>
            {query.hasNextPage ? (
              <Button isPending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("more")}
              </Button>
            ) : null}
          </div>
        );
      }}
    </QueryState>
  );
}

function VerifyButton({ archive }: { archive: Archive }) {
  const t = useTranslations("retention.archives");
  const [result, setResult] = useState<{ fault: ArchiveFault | null } | null>(null);
  const verify = useAction(useTRPC().archive.verify.mutationOptions(), {
    onSuccess: setResult,
  });
  return (
    <span className="inline-flex flex-col items-end gap-1">
      <Button
        size="sm"
        isPending={verify.isPending}
        aria-label={`${t("verify")}: ${archive.path}`}
        onClick={() => void verify.run({ id: archive.id })}
      >
        {t("verify")}
      </Button>
      {result === null ? null : (
        <span role="status" className={result.fault === null ? "text-ok text-xs" : "text-err text-xs"}>
          {result.fault === null
            ? t("verified")
            : t("broken", { path: archive.path, fault: t(`faults.${result.fault}`) })}
        </span>
      )}
    </span>
  );
}
