"use client";

import { useQuery } from "@tanstack/react-query";
import { MoreHorizontal } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { ObjectHistory } from "@/components/domain/revision/object-history";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { RecordId } from "@/components/ui/record-id";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { ConfigMenu, useMayChange } from "./config-menu";
import type { ConfigRow } from "./config-row";
import { EditConfig } from "./edit-config";
import { EffectiveTab } from "./effective-tab";
import { OwnHistory } from "./own-history";
import { ConfigState } from "./use-configs-columns";

const TABS = ["values", "effective", "history"] as const;

export function ConfigPage({ id }: { id: string }) {
  const t = useTranslations("config");
  const query = useQuery(useTRPC().config.get.queryOptions({ id }));
  const breadcrumb = [{ label: t("title"), href: "/configs" }];
  const config = query.data;
  if (!config) {
    return (
      <>
        <PageHeader title={t("one")} breadcrumb={breadcrumb} />
        <PageBody>
          <QueryState query={query}>{() => null}</QueryState>
        </PageBody>
      </>
    );
  }
  return (
    <>
      <PageHeader
        title={config.name || config.key}
        breadcrumb={breadcrumb}
        description={
          <Link href={`/templates/${config.templateId}`} className="link">
            {t("fromTemplate", { template: config.templateName, label: config.templateLabel })}
          </Link>
        }
        meta={
          <>
            <ConfigState config={config} />
            <RecordId id={config.id} />
          </>
        }
        actions={<PageActions config={config} />}
      />
      <PageBody>
        <ConfigTabs config={config} />
      </PageBody>
    </>
  );
}

function PageActions({ config }: { config: ConfigRow }) {
  const t = useTranslations("config");
  if (!useMayChange(config)) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="icon" aria-label={t("more")}>
          <MoreHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <ConfigMenu config={config} isOnPage />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function ConfigTabs({ config }: { config: ConfigRow }) {
  const t = useTranslations("config");
  const mayReadAll = useCan("revision.read");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("values"));
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(TABS.find((known) => known === next) ?? null)}>
      <TabsList>
        {TABS.map((name) => (
          <TabsTrigger key={name} value={name}>
            {t(`tabs.${name}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="values">
        <EditConfig key={config.version} config={config} />
      </TabsContent>
      <TabsContent value="effective">
        <EffectiveTab config={config} />
      </TabsContent>
      <TabsContent value="history">
        {mayReadAll ? <ObjectHistory kind="config" objectId={config.id} /> : <OwnHistory id={config.id} />}
      </TabsContent>
    </Tabs>
  );
}
