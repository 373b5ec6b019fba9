"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { RoleName } from "@/components/domain/user/role-name";
import { UserStatus } from "@/components/domain/user/user-status";
import { Definition, DefinitionList } from "@/components/ui/definition-list";
import { NumberText } from "@/components/ui/numeric";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";
import type { UserDetail } from "./user-detail";

/** Everything known about an account but its money. */
export function UserFacts({ user }: { user: UserDetail }) {
  const t = useTranslations("user.detail");
  return (
    <DefinitionList>
      <Definition term={t("id")}>
        <RecordId id={user.id} isFull />
      </Definition>
      <Definition term={t("username")}>{user.username}</Definition>
      <Definition term={t("displayName")}>{user.displayName}</Definition>
      <Definition term={t("email")}>{user.email ?? "—"}</Definition>
      <Definition term={t("role")}>
        <RoleName role={user.role} />
      </Definition>
      <Definition term={t("group")}>{user.groupName}</Definition>
      <Definition term={t("status")}>
        <UserStatus user={user} />
      </Definition>
      <Definition term={t("password")}>{user.hasPassword ? t("hasPassword") : t("noPassword")}</Definition>
      <Definition term={t("tokens")}>
        <Link href={`/users/${user.id}?tab=tokens`} className="link">
          <NumberText value={user.tokenCount} />
        </Link>
      </Definition>
      <Definition term={t("sessions")}>
        <NumberText value={user.sessionCount} />
      </Definition>
      <Definition term={t("lastSeenAt")}>
        <Time value={user.lastSeenAt} />
      </Definition>
      <Definition term={t("createdAt")}>
        <Time value={user.createdAt} format="absolute" />
      </Definition>
      {user.deletedAt ? (
        <Definition term={t("deletedAt")}>
          <Time value={user.deletedAt} />
        </Definition>
      ) : null}
      <Definition term={t("locale")}>{user.locale ?? "—"}</Definition>
      <Definition term={t("timeZone")}>{user.timeZone ?? "—"}</Definition>
    </DefinitionList>
  );
}
