"use client";

import { useTranslations } from "next-intl";
import { useCan } from "@/components/layout/viewer";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { ExportPanel } from "./export-panel";
import { ImportPanel } from "./import-panel";

/** The whole configuration as a file: out of this installation, and into it. */
export function DocumentsPage() {
  const t = useTranslations("document");
  const tRevision = useTranslations("revision");
  const mayImport = useCan("document.import");
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        breadcrumb={[{ label: tRevision("title"), href: "/history" }]}
      />
      <PageBody className="gap-10">
        <ExportPanel />
        {mayImport ? <ImportPanel /> : null}
      </PageBody>
    </>
  );
}
