"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChannelStatus } from "@/components/domain/channel/channel-status";
import { useOutcomeText } from "@/components/domain/channel/outcome-text";
import { providerName } from "@/components/domain/channel/provider-name";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { Alert } from "@/components/ui/alert";
import { Badge, BadgeList } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { Duration, NumberText } from "@/components/ui/numeric";
import { Panel } from "@/components/ui/panel";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import type { OwnProvider } from "./own-provider-row";
import { EditProviderSheet } from "./provider-form";
import { ProviderUsage } from "./provider-usage";
import { useProviderActions } from "./use-provider-actions";

const MODELS_SHOWN = 8;

type Props = { name: string; onTest: (name: string) => void };

/** One of one's own providers beside the list: its state, its use, what it is. */
export function ProviderSummary({ name, onTest }: Props) {
  const query = useQuery(useTRPC().ownProvider.get.queryOptions({ name }));
  return <QueryState query={query}>{(provider) => <Found provider={provider} onTest={onTest} />}</QueryState>;
}

function Found({ provider, onTest }: { provider: OwnProvider; onTest: Props["onTest"] }) {
  const t = useTranslations("ownProvider");
  const outcomeText = useOutcomeText();
  const actions = useProviderActions();
  const [isEditing, setIsEditing] = useState(false);
  const { name, isEnabled, lastError, status, statusReason } = provider;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => onTest(name)}>{t("actions.test")}</Button>
        <Button onClick={() => setIsEditing(true)}>{t("actions.edit")}</Button>
        <Button
          isPending={actions.setEnabled.isPending}
          onClick={() => void actions.setEnabled.run({ name, isEnabled: !isEnabled })}
        >
          {isEnabled ? t("actions.disable") : t("actions.enable")}
        </Button>
      </div>
      {status === "disabled" && statusReason !== "" ? (
        <Alert tone="warn" title={t("detail.switchedOffBy", { reason: statusReason })} />
      ) : null}
      {lastError ? (
        <Alert tone={status === "auto_disabled" ? "err" : "warn"} title={t("detail.lastError")}>
          <span className="break-words font-mono text-xs">{outcomeText(lastError.text)}</span>{" "}
          {lastError.at ? <Time value={lastError.at} className="text-xs" /> : null}
        </Alert>
      ) : null}
      <ProviderUsage name={name} />
      <Panel title={t("detail.definition")}>
        <Facts provider={provider} />
      </Panel>
      {isEditing ? (
        <EditProviderSheet key={provider.version} provider={provider} open onOpenChange={setIsEditing} />
      ) : null}
    </div>
  );
}

function Facts({ provider }: { provider: OwnProvider }) {
  const t = useTranslations("ownProvider");
  const { models, features } = provider;
  const headers = Object.keys(provider.headers);
  return (
    <DefinitionList>
      <Definition term={t("columns.state")}>
        <ChannelStatus status={provider.status} />
      </Definition>
      <Definition term={t("form.name")}>
        <span className="font-mono text-xs">{provider.name}</span>
      </Definition>
      <Definition term={t("columns.type")}>{providerName({ provider: "openai", preset: provider.type })}</Definition>
      <Definition term={t("columns.address")}>
        <span className="break-all font-mono text-xs">{provider.baseUrl}</span>
      </Definition>
      <Definition term={t("detail.key")}>
        {provider.keyHint ? <span className="font-mono text-xs">{provider.keyHint}</span> : t("detail.noKey")}
      </Definition>
      <Definition term={t("columns.models")}>
        <BadgeList items={models} max={MODELS_SHOWN} isMono />
      </Definition>
      <Definition term={t("form.defaultModel")}>
        {provider.defaultModel ? <Badge className="font-mono text-meta">{provider.defaultModel}</Badge> : null}
      </Definition>
      <Definition term={t("form.features")}>
        {features.length === 0 ? t("detail.allFeatures") : features.map((one) => t(`features.${one}`)).join(" · ")}
      </Definition>
      <Definition term={t("columns.priority")}>
        <NumberText value={provider.priority} />
      </Definition>
      <Definition term={t("detail.headers")}>
        {headers.length === 0 ? t("detail.none") : <span className="font-mono text-xs">{headers.join(", ")}</span>}
      </Definition>
      <Definition term={t("columns.tested")}>
        {provider.testedAt ? (
          <>
            <Time value={provider.testedAt} /> <Duration ms={provider.responseTimeMs} className="text-fg-3" />
          </>
        ) : (
          t("detail.neverTested")
        )}
      </Definition>
      <Definition term={t("columns.id")}>
        <RecordId id={provider.id} isFull />
      </Definition>
    </DefinitionList>
  );
}
