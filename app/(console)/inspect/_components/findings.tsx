"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { recordHref } from "@/components/domain/audit/record-href";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { RequestDetail } from "@/components/domain/request/request-detail";
import { useViewer } from "@/components/layout/viewer";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { useQuotaText } from "@/components/ui/money";
import { Panel } from "@/components/ui/panel";
import { isStaff } from "@/server/identity/permission/schema";
import { RequestList } from "./request-list";

type Found = RouterOutputs["inspector"]["resolve"];
type FoundRecord = Found["records"][number];

/** One request opens at once; several are listed; anything else shows its record and its newest requests. */
export function Findings({ q, found }: { q: string; found: Found }) {
  const t = useTranslations("inspect");
  const { requests, running, records } = found;
  const [only] = requests;
  if (running) return <Running running={running} />;
  if (requests.length === 1 && only) return <RequestDetail id={only.id} />;
  if (requests.length > 1) {
    return (
      <Panel title={t("sameId", { count: requests.length })}>
        <RequestList requests={requests} />
      </Panel>
    );
  }
  if (records.length === 0)
    return <EmptyState kind="no-match" title={t("nothing", { q })} description={t("nothingHint")} />;
  return records.map((record) => <Record key={record.id} record={record} />);
}

function Running({ running }: { running: NonNullable<Found["running"]> }) {
  const t = useTranslations("inspect");
  const money = useQuotaText();
  const { startedAt, amount, model } = running;
  const values = { time: startedAt.toISOString().slice(11, 19), amount: money(amount), model };
  return (
    <Alert tone="info" title={t("running")}>
      {t("runningHint", values)}
    </Alert>
  );
}

/** Where all requests of a record are listed. */
const LIST_FIELD: Partial<Record<FoundRecord["kind"], string>> = {
  user: "userId",
  token: "tokenId",
  channel: "channelId",
};

function Record({ record }: { record: FoundRecord }) {
  const t = useTranslations("inspect");
  const { role } = useViewer();
  const { kind, id, label, requests } = record;
  const href = isStaff(role) || kind === "token" ? recordHref(kind, id) : null;
  const field = LIST_FIELD[kind];
  return (
    <Panel
      title={
        <span className="inline-flex min-w-0 flex-wrap items-center gap-2">
          <Badge>{t(`kinds.${kind}`)}</Badge>
          {href ? (
            <Link href={href} className="link">
              {label}
            </Link>
          ) : (
            label
          )}
        </span>
      }
      description={t("newest")}
      actions={
        field ? (
          <Link href={hrefOfLogs({ [field]: id, last: "30d" })} className="link text-sm">
            {t("allRequests")}
          </Link>
        ) : null
      }
    >
      <RequestList requests={requests} />
    </Panel>
  );
}
