"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Panel } from "@/components/ui/panel";
import { LogAttempts } from "./log-attempts";
import { LogPrice } from "./log-price";
import { LogSummary } from "./log-summary";

export type LogRecord = RouterOutputs["log"]["get"];

/** One request, whole: what happened, what it cost by which formula, and every call to an upstream. */
export function LogDetail({ id }: { id: string }) {
  const t = useTranslations("log.detail");
  const trpc = useTRPC();
  const query = useQuery(trpc.log.get.queryOptions({ id }));
  const seesUpstream = useCan("log.readUpstream");
  return (
    <QueryState query={query}>
      {(log) => (
        <div className="flex flex-col gap-6">
          {log.errorCode ? (
            <Alert tone={log.httpStatus >= 500 ? "err" : "warn"} title={log.errorCode}>
              {log.errorMessage}
            </Alert>
          ) : null}
          <LogSummary log={log} />
          <Panel title={t("price")}>
            <LogPrice log={log} />
          </Panel>
          {seesUpstream ? (
            <Panel title={t("attempts")}>
              <LogAttempts log={log} />
            </Panel>
          ) : null}
        </div>
      )}
    </QueryState>
  );
}
