"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { Panel } from "@/components/ui/panel";
import { Sheet } from "@/components/ui/sheet";
import { StatusBadge } from "@/components/ui/status-badge";

type Setup = RouterOutputs["payment"]["setup"];

/** The self-test: where providers report to, what each one lacks, and what is wrong with the address. */
export function SetupSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("payment.setup");
  const query = useQuery(useTRPC().payment.setup.queryOptions(undefined, { staleTime: 0 }));
  return (
    <Sheet
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t("title")}
      description={t("description")}
      footer={
        <>
          <Button isPending={query.isFetching} onClick={() => void query.refetch()}>
            {t("again")}
          </Button>
          <Button asChild variant="primary">
            <Link href="/settings/payment">{t("settings")}</Link>
          </Button>
        </>
      }
    >
      <QueryState query={query}>{(setup) => <SetupReport setup={setup} />}</QueryState>
    </Sheet>
  );
}

function SetupReport({ setup }: { setup: Setup }) {
  const t = useTranslations("payment.setup");
  return (
    <div className="flex flex-col gap-6">
      {setup.faults.length === 0 ? <Alert tone="ok">{t("addressGood", { url: setup.publicUrl })}</Alert> : null}
      {setup.faults.map((fault) => (
        <Alert key={fault} tone="warn" title={t(`faults.${fault}.title`)}>
          {t(`faults.${fault}.hint`)}
        </Alert>
      ))}
      {setup.providers.map((provider) => (
        <ProviderReport key={provider.provider} setup={provider} />
      ))}
    </div>
  );
}

function ProviderReport({ setup }: { setup: Setup["providers"][number] }) {
  const t = useTranslations("payment");
  const { provider, isOn, missing, callbackUrl } = setup;
  return (
    <Panel
      title={t(`providers.${provider}`)}
      actions={<StatusBadge status={isOn ? "active" : "disabled"}>{t(isOn ? "setup.on" : "setup.off")}</StatusBadge>}
    >
      <div className="flex flex-col gap-2">
        {missing.length > 0 ? (
          <p>
            {t("setup.missing")} <span className="font-mono text-xs">{missing.join(", ")}</span>
          </p>
        ) : null}
        {callbackUrl ? <CodeBlock title={t("setup.callbackUrl")} code={callbackUrl} isWrapped /> : null}
        {callbackUrl ? <p className="text-fg-2 text-xs">{t(`setup.callbackHint.${provider}`)}</p> : null}
      </div>
    </Panel>
  );
}
