"use client";

import { Menu, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { ShortcutKeys } from "../shortcuts/shortcut-keys";
import { Button } from "../ui/button";
import { AccountMenu } from "./account-menu";
import { Brand } from "./brand";
import { LanguageMenu } from "./language-menu";
import { ThemeMenu } from "./theme-menu";

/** The bar over every page: search, theme, language, account. */
export function AppHeader(props: {
  siteName: string;
  onOpenDrawer: () => void;
  onOpenPalette: () => void;
  onOpenShortcuts: () => void;
}) {
  const t = useTranslations("shell");
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 px-2 md:pr-4 md:pl-1 print:hidden">
      <Button variant="ghost" size="icon" className="md:hidden" aria-label={t("openMenu")} onClick={props.onOpenDrawer}>
        <Menu aria-hidden />
      </Button>
      <div className="min-w-0 flex-1 md:hidden">
        <Brand siteName={props.siteName} />
      </div>
      <button
        type="button"
        onClick={props.onOpenPalette}
        className="hidden h-8 w-full max-w-96 items-center gap-2 rounded-md border border-border bg-bg pr-1.5 pl-2.5 text-fg-3 text-sm transition-colors hover:border-control hover:text-fg-2 md:flex"
      >
        <Search className="size-4 shrink-0" aria-hidden />
        <span className="flex-1 truncate text-left">{t("searchHint")}</span>
        <ShortcutKeys keys="$mod+k" />
      </button>
      <Button variant="ghost" size="icon" className="md:hidden" aria-label={t("search")} onClick={props.onOpenPalette}>
        <Search aria-hidden />
      </Button>
      <div className="hidden flex-1 md:block" />
      <LanguageMenu />
      <ThemeMenu />
      <AccountMenu onOpenShortcuts={props.onOpenShortcuts} />
    </header>
  );
}
