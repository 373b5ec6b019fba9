"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { ObjectHistory } from "@/components/domain/revision/object-history";
import { useTemplateName } from "@/components/domain/template/template-name";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Badge } from "@/components/ui/badge";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { RecordId } from "@/components/ui/record-id";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { FormPreview } from "../../_components/definition-editor";
import type { TemplateRecord } from "../../_components/template-row";
import { TemplateState } from "../../_components/use-templates-columns";
import { TemplateActions } from "./template-actions";
import { UsedTab } from "./used-tab";
import { VersionsTab } from "./versions-tab";

const TABS = ["form", "versions", "used", "history"] as const;
type Tab = (typeof TABS)[number];

export function TemplatePage({ id }: { id: string }) {
  const t = useTranslations("template");
  const nameOf = useTemplateName();
  const query = useQuery(useTRPC().template.get.queryOptions({ id }));
  const breadcrumb = [{ label: t("title"), href: "/templates" }];
  const template = query.data;
  if (!template) {
    return (
      <>
        <PageHeader title={t("one")} breadcrumb={breadcrumb} />
        <PageBody>
          <QueryState query={query}>{() => null}</QueryState>
        </PageBody>
      </>
    );
  }
  const { name, description } = nameOf(template);
  return (
    <>
      <PageHeader
        title={name}
        breadcrumb={breadcrumb}
        description={description}
        meta={
          <>
            <TemplateState template={template} />
            <Badge>{template.label}</Badge>
            {template.isSystem ? <Badge>{t("builtIn")}</Badge> : null}
            <RecordId id={template.id} />
          </>
        }
        actions={<TemplateActions template={template} />}
      />
      <PageBody>
        <TemplateTabs template={template} />
      </PageBody>
    </>
  );
}

function TemplateTabs({ template }: { template: TemplateRecord }) {
  const t = useTranslations("template");
  const mayManage = useCan("template.manage");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("form"));
  const shown: readonly Tab[] = mayManage ? TABS : ["form", "versions"];
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(TABS.find((known) => known === next) ?? null)}>
      <TabsList>
        {shown.map((name) => (
          <TabsTrigger key={name} value={name}>
            {t(`tabs.${name}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="form">
        <p className="mb-4 text-fg-2 text-xs">{t("previewHint")}</p>
        <FormPreview definition={template.definition} />
      </TabsContent>
      <TabsContent value="versions">
        <VersionsTab template={template} />
      </TabsContent>
      {mayManage ? (
        <>
          <TabsContent value="used">
            <UsedTab template={template} />
          </TabsContent>
          <TabsContent value="history">
            <ObjectHistory kind="template" objectId={template.id} />
          </TabsContent>
        </>
      ) : null}
    </Tabs>
  );
}
