"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { ChannelOverview } from "@/components/domain/channel/channel-overview";
import { ChannelStatus } from "@/components/domain/channel/channel-status";
import { ObjectHistory } from "@/components/domain/revision/object-history";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { Alert } from "@/components/ui/alert";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { RecordId } from "@/components/ui/record-id";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { ChannelPageActions } from "./channel-page-actions";
import { KeysTab } from "./keys-tab";
import { ModelsTab } from "./models-tab";
import { TestsTab } from "./tests-tab";

const TABS = ["overview", "models", "keys", "tests", "history"] as const;
type Channel = RouterOutputs["channel"]["get"];

export function ChannelPage({ id }: { id: string }) {
  const t = useTranslations("channel");
  const query = useQuery(useTRPC().channel.get.queryOptions({ id }));
  const breadcrumb = [{ label: t("title"), href: "/channels" }];
  if (!query.data) {
    return (
      <>
        <PageHeader title={t("one")} breadcrumb={breadcrumb} />
        <PageBody>
          <QueryState query={query}>{() => null}</QueryState>
        </PageBody>
      </>
    );
  }
  const channel = query.data;
  return (
    <>
      <PageHeader
        title={channel.name}
        breadcrumb={breadcrumb}
        meta={
          <>
            {channel.deletedAt ? null : <ChannelStatus status={channel.status} reason={channel.statusReason} />}
            <RecordId id={channel.id} />
          </>
        }
        actions={<ChannelPageActions channel={channel} />}
      />
      <PageBody>
        {channel.deletedAt ? <Alert tone="warn" title={t("deletedTitle")} /> : null}
        <ChannelTabs channel={channel} />
      </PageBody>
    </>
  );
}

function ChannelTabs({ channel }: { channel: Channel }) {
  const t = useTranslations("channel");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("overview"));
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(TABS.find((known) => known === next) ?? null)}>
      <TabsList>
        {TABS.map((name) => (
          <TabsTrigger key={name} value={name}>
            {t(`tabs.${name}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="overview" className="max-w-4xl">
        <ChannelOverview channel={channel} />
      </TabsContent>
      <TabsContent value="models">
        <ModelsTab channel={channel} />
      </TabsContent>
      <TabsContent value="keys">
        <KeysTab channel={channel} />
      </TabsContent>
      <TabsContent value="tests">
        <TestsTab channel={channel} />
      </TabsContent>
      <TabsContent value="history">
        <ObjectHistory kind="channel" objectId={channel.id} />
      </TabsContent>
    </Tabs>
  );
}
