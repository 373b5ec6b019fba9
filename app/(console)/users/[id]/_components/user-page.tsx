"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { UserStatus } from "@/components/domain/user/user-status";
import { QueryState } from "@/components/feedback/query-state";
import { useTRPC } from "@/components/trpc/provider";
import { PageBody, PageHeader } from "@/components/ui/page-header";
import { RecordId } from "@/components/ui/record-id";
import { useUserDialogs } from "../../_components/use-user-dialogs";
import { UserBanner } from "../../_components/user-banner";
import type { UserDetail } from "../../_components/user-detail";
import { UserFigures } from "../../_components/user-figures";
import { UserPageActions } from "./user-page-actions";
import { UserTabs } from "./user-tabs";

/** One account: support's main page. */
export function UserPage({ id }: { id: string }) {
  const query = useQuery(useTRPC().user.get.queryOptions({ id }));
  return <QueryState query={query}>{(user) => <LoadedUserPage user={user} />}</QueryState>;
}

function LoadedUserPage({ user }: { user: UserDetail }) {
  const t = useTranslations("user");
  const dialogs = useUserDialogs();
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: t("title"), href: "/users" }]}
        title={user.displayName}
        meta={
          <>
            <UserStatus user={user} />
            <RecordId id={user.id} />
          </>
        }
        actions={<UserPageActions user={user} onAct={dialogs.open} />}
      />
      <PageBody>
        <UserBanner user={user} />
        <UserFigures user={user} />
        <UserTabs user={user} />
      </PageBody>
      {dialogs.element}
    </>
  );
}
