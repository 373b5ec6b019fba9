"use client";

import { Ban, CirclePlay, KeyRound, MessagesSquare, Pencil, RotateCcw, ScrollText, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { hrefOfLogs } from "@/components/domain/log/href-of-logs";
import { useSite } from "@/components/layout/site-context";
import { useCan } from "@/components/layout/viewer";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import type { TokenRow } from "./token-row";
import type { TokenAct } from "./use-token-dialogs";

type ActProps = { token: TokenRow; onAct: (kind: TokenAct, token: TokenRow) => void };

/** Which acts on a token the viewer has the right to. The server checks again. */
export function useTokenRights(token: Pick<TokenRow, "isOwn">) {
  const managesAny = useCan("token.manageAny");
  const disablesAny = useCan("token.disableAny");
  return { mayManage: token.isOwn || managesAny, mayDisable: token.isOwn || disablesAny };
}

export function TokenMenuItems({ token, onAct }: ActProps) {
  const t = useTranslations("token.actions");
  const { mayManage, mayDisable } = useTokenRights(token);
  const { chatLinks } = useSite();
  if (token.deletedAt) {
    return mayManage ? (
      <DropdownMenuItem onSelect={() => onAct("restore", token)}>
        <RotateCcw aria-hidden />
        {t("restore")}
      </DropdownMenuItem>
    ) : null;
  }
  return (
    <>
      {mayManage ? (
        <>
          <DropdownMenuItem onSelect={() => onAct("edit", token)}>
            <Pencil aria-hidden />
            {t("edit")}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => onAct("roll", token)}>
            <KeyRound aria-hidden />
            {t("roll")}
          </DropdownMenuItem>
        </>
      ) : null}
      {token.isOwn && chatLinks.length > 0 ? (
        <DropdownMenuItem onSelect={() => onAct("chat", token)}>
          <MessagesSquare aria-hidden />
          {t("chat")}
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem asChild>
        <Link href={hrefOfLogs({ tokenId: token.id, last: "30d" })}>
          <ScrollText aria-hidden />
          {t("logs")}
        </Link>
      </DropdownMenuItem>
      {token.status === "enabled" && mayDisable ? (
        <DropdownMenuItem onSelect={() => onAct("disable", token)}>
          <Ban aria-hidden />
          {t("disable")}
        </DropdownMenuItem>
      ) : null}
      {token.status === "disabled" && mayManage ? (
        <DropdownMenuItem onSelect={() => onAct("enable", token)}>
          <CirclePlay aria-hidden />
          {t("enable")}
        </DropdownMenuItem>
      ) : null}
      {mayManage ? (
        <>
          <DropdownMenuSeparator />
          <DropdownMenuItem isDanger onSelect={() => onAct("delete", token)}>
            <Trash2 aria-hidden />
            {t("delete")}
          </DropdownMenuItem>
        </>
      ) : null}
    </>
  );
}
