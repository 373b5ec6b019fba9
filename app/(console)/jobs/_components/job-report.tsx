"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useOutcomeText } from "@/components/domain/channel/outcome-text";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { StatusBadge } from "@/components/ui/status-badge";
import { JOB_ITEM_STATUSES, type JobItemStatus } from "@/server/operations/job/schema";
import { isUnfinished, type Job } from "./job-state";

const LIVE_MS = 1_500;
const PAGE_SIZE = 100;
type Shown = JobItemStatus | "all";

/** What became of each record, in their order; grows while the job runs. */
export function JobReport({ job }: { job: Job }) {
  const t = useTranslations("job.report");
  const trpc = useTRPC();
  const outcomeText = useOutcomeText();
  const [shown, setShown] = useState<Shown>("all");
  const query = useInfiniteQuery({
    ...trpc.job.items.infiniteQueryOptions(
      { jobId: job.id, limit: PAGE_SIZE, ...(shown === "all" ? {} : { status: [shown] }) },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    refetchInterval: isUnfinished(job) ? LIVE_MS : false,
  });
  return (
    <div className="flex flex-col gap-2">
      <Select<Shown>
        size="sm"
        className="w-40"
        aria-label={t("show")}
        value={shown}
        onValueChange={setShown}
        options={[
          { value: "all", label: t("all") },
          ...JOB_ITEM_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
        ]}
      />
      <QueryState query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="py-6 text-center text-fg-2">{t("none")}</p>;
          return (
            <ul className="divide-y divide-border">
              {items.map((item) => (
                <li key={item.position} className="flex flex-wrap items-start gap-x-3 gap-y-1 py-2">
                  <span className="w-24 shrink-0">
                    <StatusBadge status={item.status} isQuiet={item.status === "done"}>
                      {JOB_ITEM_STATUSES.some((status) => status === item.status)
                        ? t(`status.${item.status}`)
                        : item.status}
                    </StatusBadge>
                  </span>
                  <div className="min-w-0 flex-1">
                    {item.targetId.startsWith("chn_") ? (
                      <Link href={`/channels/${item.targetId}`} className="link break-words">
                        {item.label}
                      </Link>
                    ) : (
                      item.label
                    )}
                    {item.detail ? (
                      <p className={item.status === "failed" ? "break-words text-err text-xs" : "text-fg-2 text-xs"}>
                        {outcomeText(item.detail)}
                      </p>
                    ) : null}
                  </div>
                </li>
              ))}
            </ul>
          );
        }}
      </QueryState>
      {query.hasNextPage ? (
        <Button className="self-center" isPending={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
    </div>
  );
}
