"use client";

import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { RecordHistory } from "@/components/domain/audit/record-history";
import { LedgerTable } from "@/components/domain/ledger/ledger-table";
import { BalanceStatement } from "@/components/domain/ledger/statement/balance-statement";
import { UsesTable } from "@/components/domain/redemption/uses-table";
import { useCan } from "@/components/layout/viewer";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import type { UserDetail } from "../../_components/user-detail";
import { UserFacts } from "../../_components/user-facts";
import { UserNotes } from "./user-notes";
import { UserProviders } from "./user-providers";
import { UserSessions } from "./user-sessions";
import { UserSubscriptions } from "./user-subscriptions";
import { UserTokens } from "./user-tokens";

const TABS = [
  "overview",
  "tokens",
  "statement",
  "ledger",
  "subscriptions",
  "providers",
  "codes",
  "sessions",
  "notes",
  "history",
] as const;

export function UserTabs({ user }: { user: UserDetail }) {
  const t = useTranslations("user.detail");
  const mayReadSessions = useCan("session.readAny");
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("overview"));
  const shown = TABS.filter((name) => name !== "sessions" || mayReadSessions);
  return (
    <Tabs value={tab} onValueChange={(next) => void setTab(next as (typeof TABS)[number])}>
      <TabsList>
        {shown.map((name) => (
          <TabsTrigger key={name} value={name}>
            {t(`tabs.${name}`)}
          </TabsTrigger>
        ))}
      </TabsList>
      <TabsContent value="overview">
        <UserFacts user={user} />
      </TabsContent>
      <TabsContent value="tokens">
        <UserTokens userId={user.id} isDeleted={user.deletedAt !== null} />
      </TabsContent>
      <TabsContent value="statement">
        <BalanceStatement userId={user.id} />
      </TabsContent>
      <TabsContent value="ledger">
        <LedgerTable userId={user.id} />
      </TabsContent>
      <TabsContent value="subscriptions">
        <UserSubscriptions userId={user.id} isDeleted={user.deletedAt !== null} />
      </TabsContent>
      <TabsContent value="providers">
        <UserProviders userId={user.id} />
      </TabsContent>
      <TabsContent value="codes">
        <UsesTable of={{ userId: user.id }} />
      </TabsContent>
      {mayReadSessions ? (
        <TabsContent value="sessions">
          <UserSessions user={user} />
        </TabsContent>
      ) : null}
      <TabsContent value="notes">
        <UserNotes key={user.version} user={user} />
      </TabsContent>
      <TabsContent value="history">
        <RecordHistory targetKind="user" targetId={user.id} />
      </TabsContent>
    </Tabs>
  );
}
