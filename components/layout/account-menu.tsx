"use client";

import { BookOpenText, CircleUserRound, Keyboard, LogOut } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { useTranslations } from "next-intl";
import { Button } from "../ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "../ui/dropdown-menu";
import { PROFILE } from "./navigation";
import { useSite } from "./site-context";
import { useViewer } from "./viewer";

/** The viewer: who, which role, profile, sign out. */
export function AccountMenu({ onOpenShortcuts }: { onOpenShortcuts: () => void }) {
  const t = useTranslations("shell");
  const viewer = useViewer();
  const { docsUrl } = useSite();
  const name = viewer.displayName || viewer.username;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" className="rounded-full" aria-label={t("account", { name })}>
          <Avatar name={name} />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="w-56">
        <DropdownMenuLabel>
          <span className="block truncate font-semibold text-fg text-sm">{name}</span>
          <span className="block truncate">
            {viewer.username} · {t(`roles.${viewer.role}`)}
          </span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href={PROFILE.path}>
            <CircleUserRound aria-hidden />
            {t("pages.profile")}
          </Link>
        </DropdownMenuItem>
        {docsUrl ? (
          <DropdownMenuItem asChild>
            <a href={docsUrl} target="_blank" rel="noopener noreferrer">
              <BookOpenText aria-hidden />
              {t("docs")}
            </a>
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={onOpenShortcuts}>
          <Keyboard aria-hidden />
          {t("shortcuts.title")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut({ callbackUrl: "/login" })}>
          <LogOut aria-hidden />
          {t("signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function Avatar({ name }: { name: string }) {
  const letters = [...name.trim()].slice(0, /^[\x20-\x7e]/.test(name) ? 2 : 1).join("");
  return (
    <span
      aria-hidden
      className="flex size-6 items-center justify-center rounded-full bg-selected font-semibold text-accent text-meta uppercase"
    >
      {letters}
    </span>
  );
}
