"use client";

import { useTranslations } from "next-intl";
import { FilterLink } from "@/components/domain/log/filter-link";
import { HttpStatus } from "@/components/domain/log/http-status";
import { useCan } from "@/components/layout/viewer";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Duration } from "@/components/ui/numeric";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import { CopyForCustomer } from "./copy-for-customer";
import type { LogRecord } from "./log-detail";
import { outcomeOf } from "./logs-columns";

/** The facts of a request; every name leads to its record, and to the log narrowed to it. */
export function LogSummary({ log }: { log: LogRecord }) {
  const t = useTranslations("log");
  const seesUsers = useCan("user.read");
  const tokens = { input: log.promptTokens, cached: log.cachedTokens, output: log.completionTokens };
  return (
    <div className="flex flex-col gap-3">
      <DefinitionList>
        <Definition term={t("detail.request")}>
          <RecordId id={log.id} isFull />
        </Definition>
        {log.clientRequestId ? (
          <Definition term={t("detail.clientRequest")}>
            <RecordId id={log.clientRequestId} isFull />
          </Definition>
        ) : null}
        <Definition term={t("detail.when")}>
          <Time value={log.createdAt} format="absolute" />
        </Definition>
        <Definition term={t("detail.outcome")}>
          <span className="inline-flex items-center gap-2">
            <HttpStatus status={log.httpStatus} />
            {t(`outcomes.${outcomeOf(log)}`)}
          </span>
        </Definition>
        <Definition term={t("detail.model")}>
          {log.model ? (
            <FilterLink href={`/logs?model=${encodeURIComponent(log.model)}`}>{log.model}</FilterLink>
          ) : null}
        </Definition>
        {log.userId && seesUsers ? (
          <Definition term={t("detail.user")}>
            <FilterLink record={`/users/${log.userId}`} href={`/logs?userId=${log.userId}`}>
              {log.username ?? log.userId}
            </FilterLink>
          </Definition>
        ) : null}
        {log.tokenId ? (
          <Definition term={t("detail.token")}>
            <FilterLink record={`/tokens?open=${log.tokenId}`} href={`/logs?tokenId=${log.tokenId}`}>
              {log.tokenName ?? log.tokenId}
            </FilterLink>
          </Definition>
        ) : null}
        <UpstreamFacts log={log} />
        <Definition term={t("detail.group")}>{log.group || null}</Definition>
        <Definition term={t("detail.endpoint")}>
          {log.endpoint}
          {log.isStream ? ` · ${t("detail.stream")}` : ""}
        </Definition>
        <Definition term={t("detail.tokens")}>{t("detail.tokensValue", tokens)}</Definition>
        <Definition term={t("detail.usageSource")}>{t(`usageSources.${sourceOf(log.usageSource)}`)}</Definition>
        <Definition term={t("detail.firstToken")}>
          <Duration ms={log.firstTokenMs} />
        </Definition>
        <Definition term={t("detail.total")}>
          <Duration ms={log.durationMs} />
        </Definition>
        <Definition term={t("detail.ip")}>
          {log.ip ? <FilterLink href={`/logs?ip=${encodeURIComponent(log.ip)}`}>{log.ip}</FilterLink> : null}
        </Definition>
      </DefinitionList>
      <CopyForCustomer log={log} />
    </div>
  );
}

function UpstreamFacts({ log }: { log: LogRecord }) {
  const t = useTranslations("log.detail");
  if (!log.upstream?.channelId) return null;
  const { channelId, channelName, model } = log.upstream;
  return (
    <>
      <Definition term={t("channel")}>
        <FilterLink record={`/channels/${channelId}`} href={`/logs?channelId=${channelId}`}>
          {channelName ?? channelId}
        </FilterLink>
      </Definition>
      {model && model !== log.model ? <Definition term={t("upstreamModel")}>{model}</Definition> : null}
    </>
  );
}

const SOURCES = ["provider", "estimated", "none"] as const;

function sourceOf(source: string): (typeof SOURCES)[number] {
  return SOURCES.find((known) => known === source) ?? "none";
}
