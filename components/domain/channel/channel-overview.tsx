"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Badge, BadgeList } from "@/components/ui/badge";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Duration, NumberText, Percent } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Stat, StatList } from "@/components/ui/stat";
import { Time } from "@/components/ui/time";
import { ChannelStatus } from "./channel-status";
import { useOutcomeText } from "./outcome-text";
import { providerName } from "./provider-name";
import { TestStrip } from "./test-strip";

type Channel = RouterOutputs["channel"]["get"];
const PULSE_MS = 15_000;

/** A channel at a glance: how it fares, what it is, where it goes. */
export function ChannelOverview({ channel }: { channel: Channel }) {
  const t = useTranslations("channel");
  const outcomeText = useOutcomeText();
  const { data } = useQuery(useTRPC().channel.pulse.queryOptions({ ids: [channel.id] }, { refetchInterval: PULSE_MS }));
  const pulse = data?.[channel.id];
  const { lastError } = channel;
  return (
    <div className="flex flex-col gap-6">
      {lastError ? (
        <Alert tone={channel.status === "auto_disabled" ? "err" : "warn"} title={t("overview.lastError")}>
          <span className="break-words font-mono text-xs">{outcomeText(lastError.text)}</span>{" "}
          {lastError.at ? <Time value={lastError.at} className="text-xs" /> : null}
        </Alert>
      ) : null}
      <Panel title={t("overview.health")}>
        <StatList>
          <Stat label={t("columns.success")} hint={t("overview.calls", { count: pulse?.callCount ?? 0 })}>
            <Percent share={pulse?.successRatio} />
          </Stat>
          <Stat label={t("columns.p95")}>
            <Duration ms={pulse?.p95Ms} />
          </Stat>
          <Stat label={t("columns.responseTime")}>
            <Duration ms={channel.responseTimeMs} />
          </Stat>
          <Stat label={t("columns.usedQuota")}>
            <Quota units={channel.usedQuota} />
          </Stat>
        </StatList>
        <div className="mt-4 flex flex-wrap items-center gap-3">
          <TestStrip tests={pulse?.strip} />
          <span className="text-fg-2 text-xs">
            {channel.testedAt ? (
              <>
                {t("overview.testedAt")} <Time value={channel.testedAt} />
              </>
            ) : (
              t("overview.neverTested")
            )}
          </span>
        </div>
      </Panel>
      <Panel title={t("overview.definition")}>
        <DefinitionList>
          <Definition term={t("columns.status")}>
            <span className="inline-flex flex-wrap items-center gap-2">
              <ChannelStatus status={channel.status} />
              {channel.statusReason ? <span className="text-fg-2">{outcomeText(channel.statusReason)}</span> : null}
              {channel.statusChangedAt ? <Time value={channel.statusChangedAt} className="text-fg-3 text-xs" /> : null}
            </span>
          </Definition>
          <Definition term={t("columns.provider")}>{providerName(channel)}</Definition>
          <Definition term={t("form.baseUrl")}>
            <span className="break-all font-mono text-xs">{channel.baseUrl}</span>
          </Definition>
          <Definition term={t("columns.models")}>
            <ModelNames models={channel.models} />
          </Definition>
          <Definition term={t("columns.groups")}>
            <BadgeList items={channel.groups} max={8} />
          </Definition>
          <Definition term={t("columns.priority")}>
            <NumberText value={channel.priority} />
          </Definition>
          <Definition term={t("columns.weight")}>
            <NumberText value={channel.weight} />
          </Definition>
          <Definition term={t("columns.keys")}>
            {t("keyCount", { enabled: channel.enabledKeyCount, total: channel.keyCount })}
          </Definition>
          <Definition term={t("columns.tag")}>{channel.tag ? <Badge>{channel.tag}</Badge> : null}</Definition>
          <Definition term={t("form.isAutoBan")}>{channel.isAutoBan ? t("yes") : t("no")}</Definition>
          <Definition term={t("columns.notes")}>
            {channel.notes ? <span className="whitespace-pre-wrap">{channel.notes}</span> : null}
          </Definition>
          <Definition term={t("columns.createdAt")}>
            <Time value={channel.createdAt} format="absolute" />
          </Definition>
          <Definition term={t("columns.id")}>
            <RecordId id={channel.id} isFull />
          </Definition>
        </DefinitionList>
        <p className="mt-4">
          <Link className="link" href={hrefOfLogs({ channelId: channel.id, last: "30d" })}>
            {t("overview.logs")}
          </Link>
        </p>
      </Panel>
    </div>
  );
}

const MODELS_SHOWN = 8;

function ModelNames({ models }: { models: readonly string[] }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1" title={models.join("\n")}>
      {models.slice(0, MODELS_SHOWN).map((model) => (
        <Badge key={model} className="font-mono text-meta">
          {model}
        </Badge>
      ))}
      {models.length > MODELS_SHOWN ? (
        <span className="text-fg-3 text-xs tabular-nums">+{models.length - MODELS_SHOWN}</span>
      ) : null}
    </span>
  );
}
