"use client";

import { useTranslations } from "next-intl";
import { RequestDetail } from "@/components/domain/request/request-detail";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { RecordId } from "@/components/ui/record-id";

/** One request on a page of its own, to be linked to. */
export function RequestPage({ id }: { id: string }) {
  const t = useTranslations("inspect");
  const logs = useTranslations("log");
  return (
    <>
      <PageHeader
        title={t("request")}
        breadcrumb={[{ label: logs("title"), href: "/logs" }]}
        meta={<RecordId id={id} isFull />}
      />
      <PageBody>
        <div className="max-w-4xl">
          <RequestDetail id={id} />
        </div>
      </PageBody>
    </>
  );
}
