"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { useViewer } from "@/components/layout/viewer";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { actsOn, type UserAct, type UserSubject } from "../../_components/user-act";
import type { UserDetail } from "../../_components/user-detail";
import { UserMenuItems } from "../../_components/user-menu-items";

/** The acts on an account: the two used most as buttons, all of them in the menu. */
export function UserPageActions(props: { user: UserDetail; onAct: (act: UserAct, user: UserSubject) => void }) {
  const { user, onAct } = props;
  const t = useTranslations("user.actions");
  const logs = useTranslations("user.detail.tabs")("logs");
  const acts = actsOn(user, useViewer());
  return (
    <>
      <Button variant="ghost" asChild>
        <Link href={hrefOfLogs({ userId: user.id, last: "30d" })}>{logs}</Link>
      </Button>
      {acts.includes("edit") ? <Button onClick={() => onAct("edit", user)}>{t("edit")}</Button> : null}
      {acts.includes("restore") ? (
        <Button variant="primary" onClick={() => onAct("restore", user)}>
          {t("restore")}
        </Button>
      ) : null}
      {acts.includes("adjust") ? (
        <Button variant="primary" onClick={() => onAct("adjust", user)}>
          {t("adjust")}
        </Button>
      ) : null}
      {acts.length > 0 ? (
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="icon" aria-label={t("more")}>
              <Ellipsis aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent align="end">
            <UserMenuItems user={user} onAct={onAct} isPageLinkHidden />
          </DropdownMenuContent>
        </DropdownMenu>
      ) : null}
    </>
  );
}
