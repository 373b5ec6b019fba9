"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { curlOfLog } from "@/components/domain/log/curl-of-log";
import { QueryState } from "@/components/feedback/query-state";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { CopyButton } from "@/components/ui/copy-button";
import { Panel } from "@/components/ui/panel";
import { isStaff } from "@/server/identity/permission/schema";
import { CustomerReply } from "./customer-reply";
import { RequestBodies } from "./request-bodies";
import { RequestCauseLine } from "./request-cause";
import { RequestFacts } from "./request-facts";
import { RequestPrice } from "./request-price";
import type { RequestRecord } from "./request-record";
import { RequestSteps } from "./request-steps";

/** One request, whole: its cause in a sentence, its steps, what it cost by which formula, and its facts. */
export function RequestDetail({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.inspector.timeline.queryOptions({ id }));
  return <QueryState query={query}>{(request) => <RequestParts request={request} />}</QueryState>;
}

/** The request for a shell, and as it is written down here. */
function RequestCopies({ request }: { request: RequestRecord }) {
  const t = useTranslations("inspect.copy");
  return (
    <>
      <CopyButton text={() => curlOfLog(request, window.location.origin)}>{t("curl")}</CopyButton>
      <CopyButton text={() => jsonText(request)}>{t("json")}</CopyButton>
    </>
  );
}

function jsonText(request: RequestRecord): string {
  return JSON.stringify(request, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value), 2);
}

/** The same for what has been read already. */
function RequestParts({ request }: { request: RequestRecord }) {
  const t = useTranslations("inspect");
  const texts = useTranslations("log.detail");
  const { role } = useViewer();
  return (
    <div className="flex flex-col gap-6">
      <RequestCauseLine request={request} />
      {isStaff(role) ? <CustomerReply request={request} /> : null}
      <Panel title={t("timeline")}>
        <RequestSteps request={request} />
      </Panel>
      {request.formula && request.kind === "consume" ? (
        <Panel title={texts("price")}>
          <RequestPrice request={request} />
        </Panel>
      ) : null}
      <Panel title={t("facts")} actions={<RequestCopies request={request} />}>
        <RequestFacts request={request} />
      </Panel>
      {request.body ? (
        <Panel title={t("bodies.title")}>
          <RequestBodies id={request.id} body={request.body} />
        </Panel>
      ) : null}
    </div>
  );
}
