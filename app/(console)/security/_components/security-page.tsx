"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { KeyNotices } from "./key-notices";
import { KeysTable } from "./keys-table";
import { PlacesTable } from "./places-table";
import { RotateButton } from "./rotate-button";
import { RotationSteps } from "./rotation-steps";
import { UnreadableList } from "./unreadable-list";

const RUNNING_MS = 2_000;

/** Under which keys secrets lie, how old those are, and how to change them. No secret is ever shown. */
export function SecurityPage() {
  const t = useTranslations("secret");
  const trpc = useTRPC();
  const overview = useQuery(
    trpc.secret.overview.queryOptions(undefined, {
      refetchInterval: ({ state }) => (isRunning(state.data?.lastJob) ? RUNNING_MS : false),
    }),
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={overview.data ? <RotateButton overview={overview.data} /> : null}
      />
      <PageBody>
        <QueryState query={overview}>
          {(data) => (
            <>
              <KeyNotices overview={data} />
              <Panel title={t("keys.title")} description={t("keys.hint")}>
                <KeysTable overview={data} />
              </Panel>
              <Panel title={t("places.title")} description={t("places.hint")}>
                <PlacesTable overview={data} />
              </Panel>
              {data.unreadableCount > 0 ? (
                <Panel title={t("unreadable.title")} description={t("unreadable.hint")}>
                  <UnreadableList overview={data} />
                </Panel>
              ) : null}
              <Panel title={t("steps.title")} description={t("steps.hint")}>
                <RotationSteps />
              </Panel>
            </>
          )}
        </QueryState>
      </PageBody>
    </>
  );
}

function isRunning(job: { status: string } | null | undefined): boolean {
  return job?.status === "queued" || job?.status === "running";
}
