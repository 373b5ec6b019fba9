import { useTranslations } from "next-intl";
import type { Column } from "@/components/data-table/column";
import { RoleName } from "@/components/domain/user/role-name";
import { UserStatus } from "@/components/domain/user/user-status";
import type { RouterOutputs } from "@/components/trpc/router-types";
import { CompactNumber } from "@/components/ui/numeric";
import { Quota } from "@/components/ui/quota";
import { RecordId } from "@/components/ui/record-id";
import { Time } from "@/components/ui/time";

export type UserRow = RouterOutputs["user"]["list"]["items"][number];

export function useUsersColumns(): Column<UserRow>[] {
  const t = useTranslations("user.columns");
  return [
    {
      id: "username",
      label: t("username"),
      cell: (row) => <UserName user={row} />,
      widthPx: 190,
      isGrowing: true,
      isFixed: true,
      card: "title",
    },
    {
      id: "email",
      label: t("email"),
      cell: (row) => <span className="truncate">{row.email ?? "—"}</span>,
      widthPx: 180,
    },
    { id: "status", label: t("status"), cell: (row) => <UserStatus user={row} />, widthPx: 100, card: "aside" },
    { id: "role", label: t("role"), cell: (row) => <RoleName role={row.role} />, widthPx: 90 },
    { id: "group", label: t("group"), cell: (row) => <span className="truncate">{row.groupName}</span>, widthPx: 100 },
    {
      id: "balance",
      label: t("balance"),
      cell: (row) => <Quota units={row.balance} />,
      align: "right",
      widthPx: 105,
    },
    {
      id: "usedQuota",
      label: t("usedQuota"),
      cell: (row) => <Quota units={row.usedQuota} />,
      align: "right",
      widthPx: 105,
    },
    {
      id: "requestCount",
      label: t("requestCount"),
      cell: (row) => <CompactNumber value={row.requestCount} />,
      align: "right",
      widthPx: 100,
      isHidden: true,
    },
    { id: "lastSeenAt", label: t("lastSeenAt"), cell: (row) => <Time value={row.lastSeenAt} />, widthPx: 110 },
    { id: "createdAt", label: t("createdAt"), cell: (row) => <Time value={row.createdAt} />, widthPx: 110 },
    {
      id: "notes",
      label: t("notes"),
      cell: (row) => <span className="truncate">{row.notes || "—"}</span>,
      widthPx: 200,
      isHidden: true,
    },
    {
      id: "id",
      label: t("id"),
      cell: (row) => <RecordId id={row.id} href={`/users/${row.id}`} />,
      widthPx: 160,
      isHidden: true,
    },
  ];
}

function UserName({ user }: { user: UserRow }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <span className="truncate font-semibold">{user.displayName}</span>
      {user.displayName === user.username ? null : <span className="truncate text-fg-2">{user.username}</span>}
    </span>
  );
}
