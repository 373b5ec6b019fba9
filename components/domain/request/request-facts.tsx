"use client";

import { useTranslations } from "next-intl";
import { FilterLink } from "@/components/domain/log/filter-link";
import { hrefOfLogs, type LinkedLogFilter } from "@/components/domain/log/href-of-logs";
import { HttpStatus } from "@/components/domain/log/http-status";
import { useCan } from "@/components/layout/viewer";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Duration } from "@/components/ui/numeric";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import type { RequestRecord } from "./request-record";

const OUTCOMES = ["completed", "client_gone", "upstream_error", "timeout", "refused", "recovered"] as const;
const SOURCES = ["provider", "estimated", "none"] as const;

type Props = { request: RequestRecord };

/** The facts of a request; every name leads to its record, and to the log narrowed to it. */
export function RequestFacts({ request }: Props) {
  const t = useTranslations("log");
  const words = useTranslations("inspect");
  const tokens = { input: request.promptTokens, cached: request.cachedTokens, output: request.completionTokens };
  return (
    <DefinitionList>
      <Definition term={t("detail.request")}>
        <RecordId id={request.id} isFull href={`/logs/${request.id}`} />
      </Definition>
      {request.clientRequestId ? (
        <Definition term={t("detail.clientRequest")}>
          <RecordId id={request.clientRequestId} isFull />
        </Definition>
      ) : null}
      <Definition term={t("detail.when")}>
        <Time value={request.createdAt} format="absolute" />
      </Definition>
      <Definition term={t("detail.outcome")}>
        <span className="inline-flex items-center gap-2">
          <HttpStatus status={request.httpStatus} />
          {t(`outcomes.${known(OUTCOMES, request.outcome)}`)}
        </span>
      </Definition>
      <Definition term={t("detail.model")}>
        {request.model ? <FilterLink href={hrefBy("model", request.model)}>{request.model}</FilterLink> : null}
      </Definition>
      <People request={request} />
      <Upstream request={request} />
      <Definition term={t("detail.group")}>
        {request.group ? <FilterLink href={hrefBy("group", request.group)}>{request.group}</FilterLink> : null}
      </Definition>
      <Definition term={t("detail.endpoint")}>
        {request.endpoint}
        {request.isStream ? ` · ${t("detail.stream")}` : ""}
      </Definition>
      <Definition term={t("detail.tokens")}>{t("detail.tokensValue", tokens)}</Definition>
      <Definition term={t("detail.usageSource")}>{t(`usageSources.${known(SOURCES, request.usageSource)}`)}</Definition>
      <Definition term={t("detail.firstToken")}>
        <Duration ms={request.firstTokenMs} />
      </Definition>
      <Definition term={t("detail.total")}>
        <Duration ms={request.durationMs} />
      </Definition>
      <Definition term={t("detail.ip")}>
        {request.ip ? <FilterLink href={hrefBy("ip", request.ip)}>{request.ip}</FilterLink> : null}
      </Definition>
      <Definition term={words("userAgent")}>{request.userAgent}</Definition>
    </DefinitionList>
  );
}

function People({ request: { userId, username, tokenId, tokenName } }: Props) {
  const t = useTranslations("log.detail");
  const seesUsers = useCan("user.read");
  return (
    <>
      {userId && seesUsers ? (
        <Definition term={t("user")}>
          <FilterLink record={`/users/${userId}`} href={hrefBy("userId", userId)}>
            {username ?? userId}
          </FilterLink>
        </Definition>
      ) : null}
      {tokenId ? (
        <Definition term={t("token")}>
          <FilterLink record={`/tokens?open=${tokenId}`} href={hrefBy("tokenId", tokenId)}>
            {tokenName ?? tokenId}
          </FilterLink>
        </Definition>
      ) : null}
    </>
  );
}

function Upstream({ request: { upstream, model } }: Props) {
  const t = useTranslations("log.detail");
  if (!upstream?.channelId) return null;
  const { channelId, channelName, model: upstreamModel } = upstream;
  return (
    <>
      <Definition term={t("channel")}>
        <FilterLink record={`/channels/${channelId}`} href={hrefBy("channelId", channelId)}>
          {channelName ?? channelId}
        </FilterLink>
      </Definition>
      {upstreamModel && upstreamModel !== model ? (
        <Definition term={t("upstreamModel")}>{upstreamModel}</Definition>
      ) : null}
    </>
  );
}

/** The log narrowed to one value. */
function hrefBy(field: keyof LinkedLogFilter, value: string): string {
  return hrefOfLogs({ [field]: value, last: "30d" });
}

function known<Word extends string>(words: readonly [...Word[]], word: string): Word {
  const found = words.find((one) => one === word);
  return found ?? (words.at(-1) as Word);
}
