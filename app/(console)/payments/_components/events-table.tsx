"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Stethoscope } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { defineFilters } from "@/components/data-table/filter";
import { keyset } from "@/components/data-table/list-query";
import { useTableState } from "@/components/data-table/use-table-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { PAYMENT_PROVIDERS } from "@/server/money/payment/provider-schema";
import { EVENT_SOURCES, EVENT_VERDICTS } from "@/server/money/payment/schema";
import { EventDetail } from "./event-detail";
import { useEventsColumns } from "./events-columns";
import { SetupSheet } from "./setup-sheet";

/** Everything payment providers said, as it came, and what was made of it. */
export function EventsTable() {
  const t = useTranslations("payment");
  const trpc = useTRPC();
  const mayInspect = useCan("payment.inspectSetup");
  const [isInspecting, setIsInspecting] = useState(false);
  const state = useTableState(useEventsFilters());
  const { q, range, ...exact } = state.values;
  const query = useInfiniteQuery(
    trpc.payment.events.infiniteQueryOptions({ ...exact, search: q, from: range?.from, to: range?.to }, keyset),
  );
  const inspectButton = (
    <Button onClick={() => setIsInspecting(true)}>
      <Stethoscope aria-hidden />
      {t("setup.button")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={mayInspect ? inspectButton : undefined} />
      <DataTable
        id="payments"
        label={t("title")}
        columns={useEventsColumns()}
        state={state}
        query={query}
        getRowId={(row) => row.id}
        detail={{ title: () => t("one"), render: (id) => <EventDetail id={id} /> }}
        empty={{
          title: t("empty.title"),
          description: t("empty.hint"),
          action: mayInspect ? inspectButton : undefined,
        }}
      />
      {isInspecting ? <SetupSheet onClose={() => setIsInspecting(false)} /> : null}
    </>
  );
}

function useEventsFilters() {
  const t = useTranslations("payment");
  return defineFilters({
    q: { kind: "search", placeholder: t("search") },
    range: { kind: "dateRange", label: t("filters.range"), isPrimary: true },
    verdict: {
      kind: "options",
      label: t("columns.verdict"),
      isPrimary: true,
      options: EVENT_VERDICTS.map((value) => ({ value, label: t(`verdicts.${value}`) })),
    },
    provider: {
      kind: "options",
      label: t("columns.provider"),
      isPrimary: true,
      options: PAYMENT_PROVIDERS.map((value) => ({ value, label: t(`providers.${value}`) })),
    },
    source: {
      kind: "options",
      label: t("columns.source"),
      options: EVENT_SOURCES.map((value) => ({ value, label: t(`sources.${value}`) })),
    },
    orderId: { kind: "text", label: t("columns.order"), placeholder: "pay_…", isMono: true },
  });
}
