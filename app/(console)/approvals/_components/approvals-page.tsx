"use client";

import { useTranslations } from "next-intl";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { ApprovalsTable } from "./approvals-table";

/** Changes of money that wait for a second person, and what became of those before. */
export function ApprovalsPage() {
  const t = useTranslations("approval");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <PageBody>
        <Panel title={t("waiting.title")}>
          <ApprovalsTable part="waiting" />
        </Panel>
        <Panel title={t("decided.title")}>
          <ApprovalsTable part="decided" />
        </Panel>
      </PageBody>
    </>
  );
}
