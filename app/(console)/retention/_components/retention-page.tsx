"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ArchiveList } from "./archive-list";
import { ClassesTable } from "./classes-table";
import { CleanupButton } from "./cleanup-button";
import { CleanupRuns } from "./cleanup-runs";
import { HoldList } from "./hold-list";
import { PreviewSummary } from "./preview-summary";
import { Schedule } from "./schedule";

/** How long each class of data is kept, what would go now, what went, what was archived, and who is on legal hold. */
export function RetentionPage() {
  const t = useTranslations("retention");
  const trpc = useTRPC();
  const [isPreviewed, setIsPreviewed] = useState(false);
  const retention = useQuery(trpc.retention.get.queryOptions());
  const preview = useQuery(trpc.retention.preview.queryOptions({}, { enabled: isPreviewed, staleTime: Infinity }));
  const look = () => (isPreviewed ? void preview.refetch() : setIsPreviewed(true));
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <Button isPending={preview.isFetching} onClick={look}>
              <Search aria-hidden />
              {t(preview.data ? "preview.again" : "preview.action")}
            </Button>
            {preview.data ? (
              <CleanupButton preview={preview.data} isArchiving={retention.data?.isArchiving ?? false} />
            ) : null}
          </>
        }
      />
      <PageBody>
        <QueryState query={retention}>
          {(data) => (
            <Panel title={<Schedule retention={data} />}>
              {isPreviewed ? (
                <div className="mb-3">
                  <QueryState query={preview}>{(shown) => <PreviewSummary preview={shown} />}</QueryState>
                </div>
              ) : null}
              <ClassesTable preview={preview.data} />
            </Panel>
          )}
        </QueryState>
        <Panel title={t("runs.title")}>
          <CleanupRuns />
        </Panel>
        <Panel title={t("holds.title")} description={t("holds.description")}>
          <HoldList />
        </Panel>
        <Panel title={t("archives.title")}>
          <ArchiveList />
        </Panel>
      </PageBody>
    </>
  );
}
