"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { RecordHistory } from "@/components/domain/audit/record-history";
import { IdentityPanel } from "@/components/domain/identity/identity-panel";
import { QueryState } from "@/components/feedback/query-state";
import { useCan } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { AccountForm } from "./account-form";
import { AppearanceForm } from "./appearance-form";
import { OwnSessions } from "./own-sessions";
import { PasswordForm } from "./password-form";

export type Profile = RouterOutputs["profile"]["get"];

const TABS = ["account", "security", "history"] as const;

/** One's own account. */
export function ProfilePage() {
  const t = useTranslations("profile");
  const query = useQuery(useTRPC().profile.get.queryOptions());
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <PageBody>
        <QueryState query={query}>{(profile) => <ProfileTabs profile={profile} />}</QueryState>
      </PageBody>
    </>
  );
}

function ProfileTabs({ profile }: { profile: Profile }) {
  const t = useTranslations("profile");
  const mayReadHistory = useCan("audit.readTarget");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("account"));
  const shown = TABS.filter((name) => name !== "history" || mayReadHistory);
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(next as (typeof TABS)[number])}>
      <TabsList>
        {shown.map((name) => (
          <TabsTrigger key={name} value={name}>
            {t(`tabs.${name}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="account" className="flex max-w-[720px] flex-col gap-8">
        <Panel title={t("account")} description={t("accountHint")}>
          <AccountForm key={profile.version} profile={profile} />
        </Panel>
        <Panel title={t("appearance")} description={t("appearanceHint")}>
          <AppearanceForm key={profile.version} profile={profile} />
        </Panel>
      </TabsContent>
      <TabsContent value="security" className="flex max-w-[720px] flex-col gap-8">
        <Panel title={t("password")} description={t("passwordHint")}>
          <PasswordForm username={profile.username} hasPassword={profile.hasPassword} />
        </Panel>
        <IdentityPanel />
        <OwnSessions />
      </TabsContent>
      {mayReadHistory ? (
        <TabsContent value="history">
          <RecordHistory targetKind="user" targetId={profile.id} />
        </TabsContent>
      ) : null}
    </Tabs>
  );
}
