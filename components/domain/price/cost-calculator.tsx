"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { QueryState } from "@/components/feedback/query-state";
import { useDebounced } from "@/components/hooks/use-debounced";
import { useTRPC } from "@/components/trpc/provider";
import { Panel } from "@/components/ui/panel";
import { GroupCharges } from "./group-charges";
import { EXAMPLE_USAGE, UsageInputs } from "./usage-inputs";

const TYPING_DELAY_MS = 250;

/** What a request to a model would cost, computed by the code that bills it. */
export function CostCalculator({ model }: { model: string }) {
  const t = useTranslations("price.example");
  const [usage, setUsage] = useState(EXAMPLE_USAGE);
  const settled = useDebounced(usage, TYPING_DELAY_MS);
  const quote = useQuery({
    ...useTRPC().price.quoteModel.queryOptions({ model, ...settled }),
    placeholderData: keepPreviousData,
  });
  return (
    <Panel title={t("title")} description={t("description")}>
      <div className="flex flex-col gap-3">
        <UsageInputs usage={usage} onChange={setUsage} />
        <QueryState query={quote}>{(charges) => <GroupCharges charges={charges} />}</QueryState>
      </div>
    </Panel>
  );
}
