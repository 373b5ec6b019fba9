"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { RecordHistory } from "@/components/domain/audit/record-history";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { QueryState } from "@/components/feedback/query-state";
import { useViewer } from "@/components/layout/viewer";
import { useTRPC } from "@/components/trpc/provider";
import { Button } from "@/components/ui/button";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { actsOn, type UserAct, type UserSubject } from "./user-act";
import { UserBanner } from "./user-banner";
import { UserFacts } from "./user-facts";
import { UserFigures } from "./user-figures";

/** One account beside the list: what support needs at a glance, and the two acts used most. */
export function UserSummary({ id, onAct }: { id: string; onAct: (act: UserAct, user: UserSubject) => void }) {
  const t = useTranslations("user");
  const viewer = useViewer();
  const query = useQuery(useTRPC().user.get.queryOptions({ id }));
  return (
    <QueryState query={query}>
      {(user) => (
        <div className="flex flex-col gap-4">
          <UserBanner user={user} />
          <UserFigures user={user} />
          <div className="flex flex-wrap gap-2">
            <Button size="sm" asChild>
              <Link href={`/users/${id}`}>{t("open")}</Link>
            </Button>
            {actsOn(user, viewer)
              .filter((act) => act === "edit" || act === "adjust" || act === "restore")
              .map((act) => (
                <Button key={act} size="sm" onClick={() => onAct(act, user)}>
                  {t(`actions.${act}`)}
                </Button>
              ))}
            <Button size="sm" variant="ghost" asChild>
              <Link href={hrefOfLogs({ userId: id, last: "30d" })}>{t("detail.viewLogs")}</Link>
            </Button>
          </div>
          <Tabs defaultValue="overview">
            <TabsList>
              <TabsTrigger value="overview">{t("detail.tabs.overview")}</TabsTrigger>
              <TabsTrigger value="history">{t("detail.tabs.history")}</TabsTrigger>
            </TabsList>
            <TabsContent value="overview">
              <UserFacts user={user} />
            </TabsContent>
            <TabsContent value="history">
              <RecordHistory targetKind="user" targetId={id} />
            </TabsContent>
          </Tabs>
        </div>
      )}
    </QueryState>
  );
}
