"use client";

import { useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { useCan } from "@/components/layout/viewer";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { CustomerView } from "./customer-view";
import { DeskSearch } from "./desk-search";

const PARSERS = { q: parseAsString.withDefault(""), customer: parseAsString };

/** Where the staff serve one customer: find them by whatever they sent, see where they stand, and act. */
export function DeskPage() {
  const t = useTranslations("desk");
  const mayRead = useCan("desk.read");
  const [{ q, customer }, setState] = useQueryStates(PARSERS, { history: "push" });
  if (!mayRead) return <EmptyState kind="no-right" />;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <PageBody>
        <DeskSearch
          query={q}
          chosenId={customer}
          onSearch={(text) => void setState({ q: text || null, customer: null }, { history: "replace" })}
          onChoose={(id) => void setState({ customer: id })}
        />
        {customer ? <CustomerView key={customer} userId={customer} /> : null}
      </PageBody>
    </>
  );
}
