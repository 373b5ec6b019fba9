"use client";

import {
  ArchiveRestore,
  ArrowRightLeft,
  CircleCheck,
  CirclePause,
  Gavel,
  KeyRound,
  Pencil,
  Shield,
  SquareArrowOutUpRight,
  Trash2,
  WalletMinimal,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useViewer } from "@/components/layout/viewer";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { actsOn, type UserAct, type UserSubject } from "./user-act";

const ICON = {
  edit: Pencil,
  adjust: WalletMinimal,
  transfer: ArrowRightLeft,
  setRole: Shield,
  resetPassword: KeyRound,
  disable: CirclePause,
  enable: CircleCheck,
  delete: Trash2,
  restore: ArchiveRestore,
  hold: Gavel,
  release: Gavel,
} as const satisfies Record<UserAct, unknown>;

/** The ⋯ menu of an account: what this viewer may do to it. */
export function UserMenuItems(props: {
  user: UserSubject;
  onAct: (act: UserAct, user: UserSubject) => void;
  isPageLinkHidden?: boolean;
}) {
  const { user, onAct, isPageLinkHidden } = props;
  const t = useTranslations("user");
  const acts = actsOn(user, useViewer());
  return (
    <>
      {isPageLinkHidden ? null : (
        <DropdownMenuItem asChild>
          <Link href={`/users/${user.id}`}>
            <SquareArrowOutUpRight aria-hidden />
            {t("open")}
          </Link>
        </DropdownMenuItem>
      )}
      {acts.length > 0 && !isPageLinkHidden ? <DropdownMenuSeparator /> : null}
      {acts.map((act) => {
        const Icon = ICON[act];
        return (
          <DropdownMenuItem key={act} isDanger={act === "delete"} onSelect={() => onAct(act, user)}>
            <Icon aria-hidden />
            {t(`actions.${act}`)}
          </DropdownMenuItem>
        );
      })}
    </>
  );
}
